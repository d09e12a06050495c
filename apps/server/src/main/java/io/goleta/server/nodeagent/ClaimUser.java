package io.goleta.server.nodeagent;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.util.Optional;

/**
 * A pod that works in a claim while its files are restored through a different one. It would see half of them, and by replacing
 * directories with links it could lead the data mover out of the volume.
 */
final class ClaimUser {
    private ClaimUser() {}

    /**
     * One of them; empty when there is none, and for a volume without a claim.
     *
     * @param pod through which the files are restored
     */
    static Optional<KubernetesObject> of(ClusterReader cluster, KubernetesObject pod, String volume) {
        Optional<String> claim = new Pod(pod).volume(volume).flatMap(PodVolume::claimName);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        return cluster.list(GroupResource.PODS, pod.namespace(), "").stream()
                .filter(other -> !other.uid().equals(pod.uid())
                        && String.valueOf(pod.namespace()).equals(other.namespace()))
                .filter(other -> other.string("status", "phase")
                        .filter("Running"::equals)
                        .isPresent())
                .filter(other -> new Pod(other)
                        .volumes().stream().anyMatch(used -> used.claimName().equals(claim)))
                .filter(other -> !isHeldBack(other))
                .findFirst();
    }

    private static boolean isHeldBack(KubernetesObject pod) {
        try {
            return new WaitingPod(pod).state() != WaitingPod.State.LET_GO;
        } catch (GoletaException e) {
            return false; // it has no container that waits
        }
    }
}
