package io.goleta.core.itemaction;

import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Discovery;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All item actions of one backup: the built-in ones, then those of plugins. Thread-safe. */
public final class BackupItemActions {
    private static final String KIND = "BackupItemAction";
    private static final String MUST_INCLUDE = "backup.velero.io/must-include-additional-items";

    /**
     * A different object that an action asks for.
     *
     * @param mustInclude whether it is backed up even if the backup's filters exclude it
     * @param action which one asks for it
     */
    public record AdditionalItem(ItemId id, boolean mustInclude, String action) {}

    /**
     * What all actions together made of an object.
     *
     * @param volumes at most one decision for each volume, see {@link BackupItemResult}
     */
    public record ItemToBackUp(
            KubernetesObject item,
            List<AdditionalItem> additionalItems,
            List<VolumeDecision> volumes,
            List<String> warnings) {}

    private final ActionChain<BackupItemAction> chain;

    private BackupItemActions(ActionChain<BackupItemAction> chain) {
        this.chain = chain;
    }

    /**
     * Creates them for one backup.
     *
     * @param plugins in the order in which they see an object
     * @param reporter is told what keeps a built-in action from its work
     * @throws io.goleta.spi.error.GoletaException USER when the configuration of a plugin is invalid
     */
    public static BackupItemActions of(
            BackupDetails backup,
            List<BackupItemActionFactory> plugins,
            PluginSettings settings,
            PluginContext context,
            Cluster cluster,
            RunReporter reporter) {
        List<ActionChain.Link<BackupItemAction>> links = new ArrayList<>();
        links.add(link("velero.io/pv", new PvBackupAction()));
        links.add(link("velero.io/pod", new PodBackupAction()));
        links.add(link("velero.io/service-account", new ServiceAccountBackupAction(cluster, reporter)));
        for (BackupItemActionFactory plugin : plugins) {
            links.add(link(plugin.name(), plugin.create(backup, settings.of(plugin.name(), KIND), context)));
        }
        return new BackupItemActions(new ActionChain<>(links, cluster.discovery()));
    }

    /** For tests: these actions and no built-in ones. */
    static BackupItemActions of(List<BackupItemAction> actions, Discovery discovery) {
        return new BackupItemActions(new ActionChain<>(
                actions.stream().map(action -> link("test", action)).toList(), discovery));
    }

    /** Shows an object to every action that selects it; each sees what the one before returned. */
    public ItemToBackUp apply(GroupResource resource, KubernetesObject original) {
        List<AdditionalItem> additional = new ArrayList<>();
        Map<String, VolumeDecision> volumes = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        KubernetesObject item = chain.run(resource, original, (link, seen) -> {
            BackupItemResult result = link.action().execute(seen);
            boolean mustInclude = "true".equals(result.item().annotations().get(MUST_INCLUDE));
            result.additionalItems().forEach(id -> additional.add(new AdditionalItem(id, mustInclude, link.name())));
            if (resource.equals(GroupResource.PODS)) {
                result.volumes()
                        .forEach(decision -> volumes.merge(decision.volume(), decision, BackupItemActions::prevailing));
            } else if (!result.volumes().isEmpty()) {
                warnings.add("item action " + link.name() + " decided about volumes " + names(result.volumes())
                        + " of an object that is no pod; nothing is backed up for it");
            }
            warnings.addAll(result.warnings());
            // Meant for the backup, not a part of the object.
            return Optional.of(
                    mustInclude ? result.item().without("metadata", "annotations", MUST_INCLUDE) : result.item());
        });
        return new ItemToBackUp(item, additional, List.copyOf(volumes.values()), warnings);
    }

    private static List<String> names(List<VolumeDecision> decisions) {
        return decisions.stream().map(VolumeDecision::volume).toList();
    }

    /**
     * That a plugin did not select a volume does not revoke an earlier decision, unless the owner of the volume opted out. The
     * first data mover that was chosen for it backs it up.
     */
    private static VolumeDecision prevailing(VolumeDecision earlier, VolumeDecision later) {
        boolean isWeaker = switch (later) {
            case VolumeDecision.NotSelected notSelected -> !notSelected.optedOut();
            case VolumeDecision.BackUp backUp -> earlier instanceof VolumeDecision.BackUp;
            case VolumeDecision.SkippedWithWarning skipped -> false;
        };
        return isWeaker ? earlier : later;
    }

    private static ActionChain.Link<BackupItemAction> link(String name, BackupItemAction action) {
        return new ActionChain.Link<>(name, action.appliesTo(), action);
    }
}
