package io.goleta.server.nodeagent;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import org.jspecify.annotations.Nullable;

/** Reads the pod that a volume belongs to. */
final class PodOfVolume {
    private PodOfVolume() {}

    /**
     * The pod as it is now.
     *
     * @throws GoletaException CLUSTER when it is gone, or another one has its name by now
     */
    static KubernetesObject read(ClusterReader cluster, @Nullable ObjectReference reference) {
        if (reference == null || reference.getName() == null) {
            throw new GoletaException(Fault.USER, "spec.pod does not name a pod");
        }
        String name = reference.getNamespace() + "/" + reference.getName();
        KubernetesObject pod = cluster.get(
                        new ItemId(GroupResource.PODS, reference.getNamespace(), reference.getName()))
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER, "getting pod " + name + ": pods \"" + reference.getName() + "\" not found"));
        if (reference.getUid() != null
                && !reference.getUid().isEmpty()
                && !reference.getUid().equals(pod.uid())) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "getting pod " + name + ": it was replaced; the volume belonged to the pod with uid "
                            + reference.getUid());
        }
        return pod;
    }
}
