package io.goleta.testkit.platform;

import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cluster that is nothing but what it tells about itself. Immutable.
 *
 * @param facts what a profile is given
 */
public record MadeUpCluster(ClusterFacts facts) {
    private static final Set<String> USUAL_GROUPS =
            Set.of("apps", "batch", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "velero.io");

    /** One without nodes and storage classes, with the API groups that all have. */
    public static MadeUpCluster of(String kubernetesVersion) {
        return new MadeUpCluster(new ClusterFacts(kubernetesVersion, USUAL_GROUPS, List.of(), List.of()));
    }

    /** The same, with one more API group. */
    public MadeUpCluster withApiGroup(String group) {
        Set<String> more = new HashSet<>(facts.apiGroups());
        more.add(group);
        return new MadeUpCluster(
                new ClusterFacts(facts.kubernetesVersion(), more, facts.nodes(), facts.storageClasses()));
    }

    /** The same, with one more node. */
    public MadeUpCluster withNode(String name, String osImage, Map<String, String> labels) {
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

    /** The same, with one more node. */
    public MadeUpCluster withNode(KubernetesObject node) {
        List<KubernetesObject> more = new ArrayList<>(facts.nodes());
        more.add(node);
        return new MadeUpCluster(
                new ClusterFacts(facts.kubernetesVersion(), facts.apiGroups(), more, facts.storageClasses()));
    }

    /** The same, with one more storage class. */
    public MadeUpCluster withStorageClass(String name, String provisioner, List<String> mountOptions) {
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

    /** The same, with one more storage class. */
    public MadeUpCluster withStorageClass(KubernetesObject storageClass) {
        List<KubernetesObject> more = new ArrayList<>(facts.storageClasses());
        more.add(storageClass);
        return new MadeUpCluster(new ClusterFacts(facts.kubernetesVersion(), facts.apiGroups(), facts.nodes(), more));
    }
}
