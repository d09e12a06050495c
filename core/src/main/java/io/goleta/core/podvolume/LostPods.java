package io.goleta.core.podvolume;

import io.goleta.core.kube.Cluster;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;
import java.util.function.Function;

/** Nobody will ever restore a volume into a pod that is gone, or that has ended without waiting for it. */
record LostPods(Cluster cluster) implements Function<PodVolumeTracker.Volume, Optional<String>> {
    @Override
    public Optional<String> apply(PodVolumeTracker.Volume volume) {
        Optional<KubernetesObject> pod = cluster.get(new ItemId(GroupResource.PODS, volume.namespace(), volume.pod()))
                .filter(found -> found.uid().equals(volume.podUid()));
        if (pod.isEmpty()) {
            return Optional.of("the pod was deleted before its volumes were restored");
        }
        return pod.flatMap(found -> found.string("status", "phase"))
                .filter("Failed"::equals)
                .map(phase -> "the pod failed before its volumes were restored");
    }
}
