package io.goleta.testkit.platform;

import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds the facts of a made-up cluster. Immutable.
 *
 * @param facts the facts to pass to a profile
 */
public record ClusterFactsBuilder(ClusterFacts facts) {
    private static final Set<String> COMMON_GROUPS =
            Set.of("apps", "batch", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "velero.io");

    /** A cluster without nodes and storage classes, with the API groups of every cluster. */
    public static ClusterFactsBuilder of(String kubernetesVersion) {
        return new ClusterFactsBuilder(new ClusterFacts(kubernetesVersion, COMMON_GROUPS, List.of(), List.of()));
    }

    /** A copy with one more API group. */
    public ClusterFactsBuilder withApiGroup(String group) {
        Set<String> more = new HashSet<>(facts.apiGroups());
        more.add(group);
        return new ClusterFactsBuilder(
                new ClusterFacts(facts.kubernetesVersion(), more, facts.nodes(), facts.storageClasses()));
    }

    /** A copy with one more node. */
    public ClusterFactsBuilder withNode(String name, String osImage, Map<String, String> labels) {
        return withNode(KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Node",
                "metadata",
                Map.of("name", name, "labels", labels),
                "status",
                Map.of("nodeInfo", Map.of("osImage", osImage)))));
    }

    /** A copy with one more node. */
    public ClusterFactsBuilder withNode(KubernetesObject node) {
        List<KubernetesObject> more = new ArrayList<>(facts.nodes());
        more.add(node);
        return new ClusterFactsBuilder(
                new ClusterFacts(facts.kubernetesVersion(), facts.apiGroups(), more, facts.storageClasses()));
    }

    /** A copy with one more storage class. */
    public ClusterFactsBuilder withStorageClass(String name, String provisioner, List<String> mountOptions) {
        return withStorageClass(KubernetesObject.of(Map.of(
                "apiVersion",
                "storage.k8s.io/v1",
                "kind",
                "StorageClass",
                "metadata",
                Map.of("name", name),
                "provisioner",
                provisioner,
                "mountOptions",
                mountOptions)));
    }

    /** A copy with one more storage class. */
    public ClusterFactsBuilder withStorageClass(KubernetesObject storageClass) {
        List<KubernetesObject> more = new ArrayList<>(facts.storageClasses());
        more.add(storageClass);
        return new ClusterFactsBuilder(
                new ClusterFacts(facts.kubernetesVersion(), facts.apiGroups(), facts.nodes(), more));
    }
}
