package com.example.copymover;

import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides on the volumes that the pod's annotation {@value #VOLUMES} lists; all others are somebody else's. */
final class CopyVolumesAction implements BackupItemAction {
    static final String VOLUMES = "copy.example.com/volumes";

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("pods");
    }

    @Override
    public BackupItemResult execute(KubernetesObject item) {
        BackupItemResult result = BackupItemResult.of(item);
        for (String name : item.annotations().getOrDefault(VOLUMES, "").split(",", -1)) {
            if (!name.isBlank()) {
                result = result.withVolume(decide(item, name.strip()));
            }
        }
        return result;
    }

    private static VolumeDecision decide(KubernetesObject pod, String name) {
        Optional<PodVolume> volume = new Pod(pod).volume(name);
        if (volume.isEmpty()) {
            return new VolumeDecision.SkippedWithWarning(name, "the pod has no such volume");
        }
        return reasonToSkip(pod, volume.get())
                .<VolumeDecision>map(reason -> new VolumeDecision.SkippedWithWarning(name, reason))
                .orElseGet(() -> new VolumeDecision.BackUp(name, CopyMoverFactory.NAME));
    }

    private static Optional<String> reasonToSkip(KubernetesObject pod, PodVolume volume) {
        return Stream.<Optional<String>>of(
                        when(!pod.string("status", "phase").equals(Optional.of("Running")), "the pod is not running"),
                        when(volume.isOfKind("hostPath"), "it is a directory of the node, which others may use"),
                        when(!volume.holdsFiles(), "its files come from somewhere else"),
                        when(volume.mountedBy().isEmpty(), "no container mounts it"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> when(boolean condition, String reason) {
        return condition ? Optional.of(reason) : Optional.empty();
    }
}
