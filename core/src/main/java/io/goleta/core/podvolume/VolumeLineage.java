package io.goleta.core.podvolume;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Marks PodVolumeBackups so that the next one of the same volume is found to continue it when pod, claim and directory are
 * others by then: by the claim's name, or by the pod's workload and the volume's name.
 */
public final class VolumeLineage {
    private final Workloads workloads;

    public VolumeLineage(Workloads workloads) {
        this.workloads = workloads;
    }

    /** What stays when the pod is replaced: {@code PersistentVolumeClaim/data}, {@code Deployment/web/cache}. */
    public String owner(PodVolume volume) {
        Optional<String> hostPath = volume.hostPath();
        if (hostPath.isPresent()) {
            return "Node/" + volume.pod().object().string("spec", "nodeName").orElse("") + hostPath.get();
        }
        Optional<String> claim = volume.claimName().filter(name -> !volume.isEphemeral());
        return claim.map(name -> "PersistentVolumeClaim/" + name)
                .orElseGet(() -> workloads.of(volume.pod().object()) + "/" + volume.name());
    }

    /** The value of the label by which backups of it are found. */
    public static String label(String namespace, String owner) {
        return DeterministicName.digest(List.of(namespace, owner));
    }

    KubernetesObject marked(KubernetesObject podVolumeBackup, KubernetesObject pod) {
        Optional<PodVolume> volume = podVolumeBackup.string("spec", "volume").flatMap(new Pod(pod)::volume);
        if (volume.isEmpty()) {
            return podVolumeBackup;
        }
        String owner = owner(volume.get());
        String namespace = pod.string("metadata", "namespace").orElse("");
        KubernetesObject marked = podVolumeBackup
                .withLabel(VeleroApi.VOLUME_LINEAGE, label(namespace, owner))
                .withAnnotation(VeleroApi.VOLUME_OWNER, owner);
        Optional<String> hostPath = volume.get().hostPath();
        if (hostPath.isPresent()) {
            // The directory outlives its pods, so nothing excuses files that look as if they had been changed.
            return marked.withAnnotation(VeleroApi.HOST_PATH, hostPath.get());
        }
        List<String> images = images(pod);
        return images.isEmpty()
                ? marked
                : marked.withAnnotation(VeleroApi.POD_IMAGES, DeterministicName.digest(images));
    }

    /** By digest where the kubelet told it: a tag may have moved. */
    private static List<String> images(KubernetesObject pod) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(field -> pod.maps("status", field).stream())
                .map(KubernetesObject::of)
                // What a restore adds to a pod writes no data of its own.
                .filter(status ->
                        !WaitContainers.NAMES.contains(status.string("name").orElse("")))
                .flatMap(status -> Stream.of(status.string("image"), status.string("imageID")))
                .flatMap(Optional::stream)
                .filter(image -> !image.isEmpty())
                .sorted()
                .distinct()
                .toList();
    }
}
