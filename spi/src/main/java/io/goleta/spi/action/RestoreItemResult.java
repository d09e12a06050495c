package io.goleta.spi.action;

import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The result of a {@link RestoreItemAction} for one object.
 *
 * @param item the object to create
 * @param additionalItems objects of the backup to restore before it; named as in the backup
 * @param skip whether the object is not restored at all; then later actions do not see it and {@code additionalItems} is
 *     ignored
 * @param volumes for a pod: names of the volumes whose files are restored into it; the pod must wait for them
 * @param warnings sentences for the user; they do not change the restore's phase
 */
public record RestoreItemResult(
        KubernetesObject item,
        List<ItemId> additionalItems,
        boolean skip,
        List<String> volumes,
        List<String> warnings) {

    public RestoreItemResult {
        Objects.requireNonNull(item, "item");
        additionalItems = List.copyOf(additionalItems);
        volumes = List.copyOf(volumes);
        warnings = List.copyOf(warnings);
    }

    /** The object as it is, and nothing else. */
    public static RestoreItemResult of(KubernetesObject item) {
        return new RestoreItemResult(item, List.of(), false, List.of(), List.of());
    }

    /** The object is not restored. */
    public static RestoreItemResult skipped(KubernetesObject item) {
        return new RestoreItemResult(item, List.of(), true, List.of(), List.of());
    }

    /** The same, with one more object to restore first. */
    public RestoreItemResult withAdditionalItem(ItemId id) {
        return new RestoreItemResult(item, plus(additionalItems, id), skip, volumes, warnings);
    }

    /** The same, with volumes to restore into the pod. */
    public RestoreItemResult withVolumes(List<String> names) {
        return new RestoreItemResult(item, additionalItems, skip, names, warnings);
    }

    /** The same, with one more warning. */
    public RestoreItemResult withWarning(String warning) {
        return new RestoreItemResult(item, additionalItems, skip, volumes, plus(warnings, warning));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
