package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of objects that the cluster writes, and not the user. Pure. */
final class ServerManagedFields {
    private static final Set<String> ANNOTATIONS = Set.of(
            "autoscaling.alpha.kubernetes.io/conditions",
            "autoscaling.alpha.kubernetes.io/current-metrics",
            "deployment.kubernetes.io/revision",
            "deprecated.daemonset.template.generation",
            "endpoints.kubernetes.io/last-change-trigger-time",
            "kubernetes.io/limit-ranger",
            "pv.kubernetes.io/bind-completed",
            "pv.kubernetes.io/bound-by-controller",
            "pv.kubernetes.io/provisioned-by",
            "volume.beta.kubernetes.io/storage-provisioner",
            "volume.kubernetes.io/storage-provisioner",
            "volume.kubernetes.io/selected-node");

    private static final List<String[]> NONE = List.of();

    /** Fields that the cluster fills in, and whose value says nothing about what the user wants. */
    private static final Map<String, List<String[]>> FIELDS = Map.of(
            "Service",
            paths(
                    "spec/clusterIP",
                    "spec/clusterIPs",
                    "spec/ipFamilies",
                    "spec/ipFamilyPolicy",
                    "spec/internalTrafficPolicy",
                    "spec/healthCheckNodePort"),
            "PersistentVolumeClaim",
            paths("spec/volumeName"),
            "PersistentVolume",
            paths("spec/claimRef/uid", "spec/claimRef/resourceVersion"),
            "Pod",
            paths("spec/nodeName", "spec/priority", "spec/initContainers", "spec/volumes", "spec/tolerations"),
            "Job",
            paths("spec/selector", "spec/template/metadata/labels"),
            "ServiceAccount",
            paths("secrets"),
            "Endpoints",
            paths("subsets"),
            "EndpointSlice",
            paths("endpoints", "ports"),
            "Lease",
            paths("spec"));

    private ServerManagedFields() {}

    /** An object without them, for comparing it with a different one. */
    static KubernetesObject removed(KubernetesObject object) {
        KubernetesObject plain = object.without("status")
                .with(object.map("metadata", "labels"), "metadata", "labels")
                .with(object.map("metadata", "annotations"), "metadata", "annotations");
        for (String key : object.map("metadata").keySet()) {
            if (!key.equals("labels") && !key.equals("annotations")) {
                plain = plain.without("metadata", key);
            }
        }
        for (String annotation : ANNOTATIONS) {
            plain = plain.without("metadata", "annotations", annotation);
        }
        for (String[] path : FIELDS.getOrDefault(object.kind(), NONE)) {
            plain = plain.without(path);
        }
        for (int i = 0;
                object.kind().equals("Pod")
                        && i < plain.list("spec", "containers").size();
                i++) {
            // Admission mounts the token of the service account and fills in what the namespace limits.
            plain = plain.without("spec", "containers", "" + i, "volumeMounts")
                    .without("spec", "containers", "" + i, "resources");
        }
        return isAggregated(object) ? plain.without("rules") : plain;
    }

    private static boolean isAggregated(KubernetesObject object) {
        return object.kind().equals("ClusterRole")
                && object.get("aggregationRule").isPresent();
    }

    private static List<String[]> paths(String... paths) {
        return List.of(paths).stream().map(path -> path.split("/", -1)).toList();
    }
}
