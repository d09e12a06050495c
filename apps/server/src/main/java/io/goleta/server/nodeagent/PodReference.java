package io.goleta.server.nodeagent;

import io.goleta.core.api.VeleroObject;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;

/**
 * The pod that a volume belongs to, as the {@code spec.pod} of a PodVolumeBackup or PodVolumeRestore names it.
 *
 * @param namespace empty when missing
 * @param name empty when missing
 * @param uid empty when missing; then a pod of the same name is as good
 */
record PodReference(String namespace, String name, String uid) {

    static PodReference of(VeleroObject<?, ?> transfer) {
        KubernetesObject object = transfer.object();
        return new PodReference(text(object, "namespace"), text(object, "name"), text(object, "uid"));
    }

    private static String text(KubernetesObject object, String field) {
        return object.string("spec", "pod", field).orElse("");
    }

    /** Whether it names a pod at all. */
    boolean isComplete() {
        return !name.isEmpty();
    }

    /** Whether the pod exists, and is the one that is meant. */
    boolean exists(ClusterReader cluster) {
        return find(cluster).filter(this::isSame).isPresent();
    }

    /**
     * The pod as it is now.
     *
     * @throws GoletaException USER when no pod is named; CLUSTER when it is gone, or a different one has its name by now
     */
    KubernetesObject read(ClusterReader cluster) {
        if (!isComplete()) {
            throw new GoletaException(Fault.USER, "spec.pod does not name a pod");
        }
        KubernetesObject pod = find(cluster)
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER, "getting pod " + this + ": pods \"" + name + "\" not found"));
        if (!isSame(pod)) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "getting pod " + this + ": it was replaced; the volume belonged to the pod with uid " + uid);
        }
        return pod;
    }

    private Optional<KubernetesObject> find(ClusterReader cluster) {
        return cluster.get(new ItemId(GroupResource.PODS, namespace, name));
    }

    private boolean isSame(KubernetesObject pod) {
        return uid.isEmpty() || uid.equals(pod.uid());
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
