package io.goleta.plugins.restic;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;

/** Decides on the volumes of a pod, by its annotations and by what can be backed up at all. */
final class PodVolumesAction implements BackupItemAction {
    private final boolean everyVolume;
    private final VolumeRules rules;

    /**
     * @param everyVolume whether volumes are backed up unless the pod opts out
     */
    PodVolumesAction(boolean everyVolume, ClusterReader cluster, AllowedHostPaths hostFolders) {
        this.everyVolume = everyVolume;
        this.rules = new VolumeRules(cluster, hostFolders);
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("pods");
    }

    @Override
    public BackupItemResult execute(KubernetesObject item) {
        VolumeSelection chosen = everyVolume ? VolumeSelection.allOf(item) : VolumeSelection.annotatedOn(item);
        List<VolumeDecision> decisions = new ArrayList<>();
        for (String volume : chosen.names()) {
            decisions.add(rules.decide(item, volume));
        }
        decisions.addAll(chosen.leftOut());
        return new BackupItemResult(item, List.of(), decisions, chosen.warnings());
    }
}
