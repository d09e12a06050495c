package io.goleta.core.backup;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.core.select.ItemMatcher;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All item actions of one backup, in order. Thread-safe. */
final class ActionChain {
    private static final String MUST_INCLUDE = "backup.velero.io/must-include-additional-items";

    /**
     * Another object that an action asks for.
     *
     * @param mustInclude whether it is backed up even if the backup's filters leave it out
     */
    record AdditionalItem(ItemId id, boolean mustInclude) {}

    /**
     * What all actions together made of an object.
     *
     * @param volumes at most one decision for each volume; the last action's counts
     */
    record Outcome(
            KubernetesObject item,
            List<AdditionalItem> additionalItems,
            List<VolumeDecision> volumes,
            List<String> warnings) {}

    private record Link(BackupItemAction action, ItemMatcher matcher) {}

    private final List<Link> links;

    ActionChain(List<BackupItemAction> actions, Discovery discovery) {
        links = actions.stream()
                .map(action -> new Link(action, new ItemMatcher(action.appliesTo(), discovery)))
                .toList();
    }

    /** Shows an object to every action that wants it; each sees what the one before returned. */
    Outcome apply(ApiResource resource, KubernetesObject original) {
        KubernetesObject item = original;
        List<AdditionalItem> additional = new ArrayList<>();
        Map<String, VolumeDecision> volumes = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (Link link : links) {
            if (link.matcher().matches(resource.id(), item)) {
                BackupItemResult result = link.action().execute(item);
                boolean mustInclude = "true".equals(result.item().annotations().get(MUST_INCLUDE));
                result.additionalItems().forEach(id -> additional.add(new AdditionalItem(id, mustInclude)));
                result.volumes()
                        .forEach(decision -> volumes.merge(decision.volume(), decision, ActionChain::prevailing));
                warnings.addAll(result.warnings());
                // A note to us, not a part of the object.
                item = mustInclude ? result.item().without("metadata", "annotations", MUST_INCLUDE) : result.item();
            }
        }
        return new Outcome(item, additional, List.copyOf(volumes.values()), warnings);
    }

    /**
     * Of two decisions on a volume the later one counts; but nobody's not asking for it says nothing about who did, and the
     * first data mover that somebody chose for it has it.
     */
    private static VolumeDecision prevailing(VolumeDecision earlier, VolumeDecision later) {
        boolean isWeaker = later instanceof VolumeDecision.LeftOut
                || later instanceof VolumeDecision.BackUp && earlier instanceof VolumeDecision.BackUp;
        return isWeaker ? earlier : later;
    }
}
