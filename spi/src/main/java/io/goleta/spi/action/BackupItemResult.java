package io.goleta.spi.action;

import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The result of a {@link BackupItemAction} for one object.
 *
 * @param item the object to write
 * @param additionalItems objects that belong to it and are backed up too, subject to the backup's filters
 * @param volumes for a pod: decisions about its volumes; a volume without a decision is not backed up. Where several actions
 *     decide about one, the last decision counts; but {@link VolumeDecision.NotSelected} never replaces the decision of an
 *     earlier action, and {@link VolumeDecision.BackUp} never that for a different data mover
 * @param warnings sentences for the user; they do not change the backup's phase
 */
public record BackupItemResult(
        KubernetesObject item, List<ItemId> additionalItems, List<VolumeDecision> volumes, List<String> warnings) {

    public BackupItemResult {
        Objects.requireNonNull(item, "item");
        additionalItems = List.copyOf(additionalItems);
        volumes = List.copyOf(volumes);
        warnings = List.copyOf(warnings);
    }

    /** The object as it is, and nothing else. */
    public static BackupItemResult of(KubernetesObject item) {
        return new BackupItemResult(item, List.of(), List.of(), List.of());
    }

    /** The same, with one more object to back up. */
    public BackupItemResult withAdditionalItem(ItemId id) {
        return new BackupItemResult(item, plus(additionalItems, id), volumes, warnings);
    }

    /** The same, with a decision about one more volume. */
    public BackupItemResult withVolume(VolumeDecision decision) {
        return new BackupItemResult(item, additionalItems, plus(volumes, decision), warnings);
    }

    /** The same, with one more warning. */
    public BackupItemResult withWarning(String warning) {
        return new BackupItemResult(item, additionalItems, volumes, plus(warnings, warning));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
