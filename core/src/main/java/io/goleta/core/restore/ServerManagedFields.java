package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the cluster, not the user, writes into objects. Pure. */
final class ServerManagedFields {
    private static final Set<String> KEPT_METADATA = Set.of("name", "namespace", "labels", "annotations", "finalizers");

    /** They mean that an object is being deleted, and the collector sets them itself. */
    private static final Set<String> DELETION = Set.of("foregroundDeletion", "orphan");

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

    /**
     * An object as it may be created: without status and without the metadata the API server writes.
     *
     * <p>Finalizers stay, unlike in Velero before 1.11: they are part of what the user, or an operator, asked for, and a restored
     * object without them would be deleted without the clean-up they guard. Owners are dropped here, because their uids mean
     * nothing in a new cluster and an object with an unknown owner is collected as garbage; {@link OwnerReferences} puts them back.
     * {@code generateName} goes because API servers say "try again" instead of "already exists" to an object that has it.
     */
    static KubernetesObject stripped(KubernetesObject object) {
        KubernetesObject stripped = object.without("status");
        for (String key : object.map("metadata").keySet()) {
            if (!KEPT_METADATA.contains(key)) {
                stripped = stripped.without("metadata", key);
            }
        }
        List<Object> finalizers = object.list("metadata", "finalizers").stream()
                .filter(finalizer -> !(finalizer instanceof String text && DELETION.contains(text)))
                .toList();
        return finalizers.isEmpty()
                ? stripped.without("metadata", "finalizers")
                : stripped.with(finalizers, "metadata", "finalizers");
    }

    /** Only what a user can mean by an object: for comparing it with another one. */
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
