package io.goleta.core.coverage;

import io.goleta.core.volume.PodVolume;
import io.goleta.core.volume.VolumeLineage;
import io.goleta.spi.item.KubernetesObject;
import java.util.Set;

/**
 * One volume in one pod.
 *
 * @param created when the pod was created, as the API server writes times
 * @param owner what stays when the pod is replaced
 * @param claim the name of its claim; empty when it has none
 */
record PodVolumeUse(
        String namespace, String pod, String podUid, String created, String volume, String owner, String claim) {
    /** Filled by the API server from objects, which are backed up themselves. */
    private static final Set<String> NOT_DATA = Set.of("secret", "configMap", "projected", "downwardAPI");

    static boolean holdsData(PodVolume volume) {
        return NOT_DATA.stream().noneMatch(volume::isOfKind) && !volume.name().startsWith("default-token");
    }

    static PodVolumeUse of(PodVolume volume, VolumeLineage lineage) {
        KubernetesObject pod = volume.pod();
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
