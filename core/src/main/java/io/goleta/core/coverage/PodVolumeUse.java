package io.goleta.core.coverage;

import io.goleta.core.podvolume.VolumeLineage;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.PodVolume;

/**
 * One volume in one pod.
 *
 * @param created when the pod was created, as the API server writes times
 * @param owner what stays when the pod is replaced
 * @param claim the name of its claim; empty when it has none
 */
record PodVolumeUse(
        String namespace, String pod, String podUid, String created, String volume, String owner, String claim) {
    static PodVolumeUse of(PodVolume volume, VolumeLineage lineage) {
        KubernetesObject pod = volume.pod().object();
        return new PodVolumeUse(
                pod.string("metadata", "namespace").orElse(""),
                pod.name(),
                pod.uid(),
                pod.string("metadata", "creationTimestamp").orElse(""),
                volume.name(),
                lineage.owner(volume),
                volume.claimName().orElse(""));
    }
}
