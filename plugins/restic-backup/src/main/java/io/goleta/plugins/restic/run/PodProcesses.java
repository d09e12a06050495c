package io.goleta.plugins.restic.run;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** Goleta's own pods, to tell whether the holder of a lock ran in one of them and is gone. */
final class PodProcesses {
    private final ClusterReader cluster;
    private final String namespace;

    PodProcesses(ClusterReader cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * Whether the holder's pod is still listed and none of its containers has run since the lock was written. A pod that is
     * not listed proves nothing: it may belong to another cluster that uses the same bucket.
     */
    boolean isDead(LockHolder holder) {
        try {
            return cluster.get(new ItemId(GroupResource.PODS, namespace, holder.host()))
                    .filter(pod -> isOver(pod) || isRestarted(pod, holder.time()))
                    .isPresent();
        } catch (GoletaException e) {
            return false;
        }
    }

    private static boolean isOver(KubernetesObject pod) {
        return List.of("Succeeded", "Failed")
                .contains(pod.string("status", "phase").orElse(""));
    }

    private static boolean isRestarted(KubernetesObject pod, Instant time) {
        List<Map<String, Object>> containers = pod.maps("status", "containerStatuses");
        return !containers.isEmpty()
                && containers.stream().map(KubernetesObject::of).allMatch(container -> startedAfter(container, time));
    }

    private static boolean startedAfter(KubernetesObject container, Instant time) {
        try {
            return container
                    .string("state", "running", "startedAt")
                    .map(Instant::parse)
                    .filter(started -> started.isAfter(time))
                    .isPresent();
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
