package io.goleta.core.podvolume;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a pod is a replica of, by a name that stays when the pod is replaced. Asks once for each ReplicaSet or Job, whose own
 * names do not stay. Thread-safe.
 */
public final class Workloads {
    /** Owners that come and go with each change of what owns them in turn. */
    private static final Map<String, GroupResource> PASSING = Map.of(
            "ReplicaSet", new GroupResource("apps", "replicasets"),
            "ReplicationController", new GroupResource("", "replicationcontrollers"),
            "Job", new GroupResource("batch", "jobs"));

    private final ClusterReader cluster;
    private final Map<String, Workload> known = new ConcurrentHashMap<>();

    public Workloads(ClusterReader cluster) {
        this.cluster = cluster;
    }

    /** A kind and a name: {@code Deployment web}; a pod that nobody replaces is its own. */
    public record Workload(String kind, String name) {
        @Override
        public String toString() {
            return kind + "/" + name;
        }
    }

    /** The workload of a pod. Where it cannot be found out, what owns the pod directly. */
    public Workload of(KubernetesObject pod) {
        Optional<KubernetesObject> owner = controller(pod);
        // A static pod belongs to its node, which has many; its own name is the stable one.
        if (owner.isEmpty() || owner.get().string("kind").equals(Optional.of("Node"))) {
            return new Workload("Pod", pod.name());
        }
        Workload direct = workload(owner.get());
        Optional<Workload> deployment = deployment(pod, direct);
        if (deployment.isPresent()) {
            return deployment.get();
        }
        GroupResource passing = PASSING.get(direct.kind());
        if (passing == null) {
            return direct;
        }
        String uid = owner.get().string("uid").orElse("");
        Workload found = known.get(uid);
        if (found == null) {
            found = behind(new ItemId(passing, pod.namespace(), direct.name())).orElse(direct);
            known.put(uid, found);
        }
        return found;
    }

    /** A Deployment names its ReplicaSets after itself and the label of their pods, so most owners need no question. */
    private static Optional<Workload> deployment(KubernetesObject pod, Workload owner) {
        String suffix = "-" + pod.labels().getOrDefault("pod-template-hash", "");
        return owner.kind().equals("ReplicaSet")
                        && suffix.length() > 1
                        && owner.name().endsWith(suffix)
                ? Optional.of(new Workload(
                        "Deployment", owner.name().substring(0, owner.name().length() - suffix.length())))
                : Optional.empty();
    }

    private Optional<Workload> behind(ItemId owner) {
        try {
            return cluster.get(owner).flatMap(Workloads::controller).map(Workloads::workload);
        } catch (GoletaException e) {
            // It is only about what need not be read again.
            return Optional.empty();
        }
    }

    private static Optional<KubernetesObject> controller(KubernetesObject object) {
        return object.maps("metadata", "ownerReferences").stream()
                .map(KubernetesObject::of)
                .filter(owner -> owner.isTrue("controller"))
                .findFirst();
    }

    private static Workload workload(KubernetesObject owner) {
        return new Workload(
                owner.string("kind").orElse(""), owner.string("name").orElse(""));
    }
}
