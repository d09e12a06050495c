package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Versions of Kubernetes' own resources that were removed, where a successor has the same fields with the same meaning. Pure. */
final class RemovedVersions {
    private static final Map<String, String> SUCCESSORS = successors();

    private RemovedVersions() {}

    /** The object in the version that followed; empty where that differs in more than its name. */
    static Optional<KubernetesObject> successor(KubernetesObject object) {
        return Optional.ofNullable(SUCCESSORS.get(object.apiVersion() + " " + object.kind()))
                .map(version -> meaningTheSame(object).with(version, "apiVersion"));
    }

    /** An empty selector of a budget meant no pod until v1beta1, and means all pods since. */
    private static KubernetesObject meaningTheSame(KubernetesObject object) {
        boolean selectsNothing = object.kind().equals("PodDisruptionBudget")
                && object.map("spec", "selector").values().stream()
                        .allMatch(part -> part instanceof Map<?, ?> map && map.isEmpty()
                                || part instanceof List<?> list && list.isEmpty());
        return selectsNothing ? object.without("spec", "selector") : object;
    }

    private static Map<String, String> successors() {
        Map<String, String> all = new HashMap<>();
        put(all, "batch/v1beta1", "batch/v1", "CronJob");
        put(all, "policy/v1beta1", "policy/v1", "PodDisruptionBudget");
        put(all, "autoscaling/v2beta2", "autoscaling/v2", "HorizontalPodAutoscaler");
        put(all, "scheduling.k8s.io/v1beta1", "scheduling.k8s.io/v1", "PriorityClass");
        put(all, "node.k8s.io/v1beta1", "node.k8s.io/v1", "RuntimeClass");
        put(all, "coordination.k8s.io/v1beta1", "coordination.k8s.io/v1", "Lease");
        put(all, "networking.k8s.io/v1beta1", "networking.k8s.io/v1", "IngressClass");
        put(all, "storage.k8s.io/v1beta1", "storage.k8s.io/v1", "StorageClass", "CSIDriver", "CSIStorageCapacity");
        put(
                all,
                "rbac.authorization.k8s.io/v1beta1",
                "rbac.authorization.k8s.io/v1",
                "Role",
                "RoleBinding",
                "ClusterRole",
                "ClusterRoleBinding");
        return Map.copyOf(all);
    }

    private static void put(Map<String, String> all, String from, String to, String... kinds) {
        for (String kind : kinds) {
            all.put(from + " " + kind, to);
        }
    }
}
