package io.goleta.core.backup;

import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.item.KubernetesObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clusters and objects for tests. */
final class Clusters {
    private Clusters() {}

    /** Offers the usual resources and holds the namespaces shop, bank and velero, which are empty. */
    static FakeCluster typical() {
        FakeCluster cluster = new FakeCluster()
                .offer("namespaces", "Namespace", false)
                .offer("configmaps", "ConfigMap", true)
                .offer("events", "Event", true)
                .offer("nodes", "Node", false)
                .offer("persistentvolumeclaims", "PersistentVolumeClaim", true)
                .offer("persistentvolumes", "PersistentVolume", false)
                .offer("pods", "Pod", true)
                .offer("secrets", "Secret", true)
                .offer("serviceaccounts", "ServiceAccount", true)
                .offer("deployments.extensions", "Deployment", true)
                .offer("deployments.apps", "Deployment", true)
                .offer("priorityclasses.scheduling.k8s.io", "PriorityClass", false)
                .offer("clusterroles.rbac.authorization.k8s.io", "ClusterRole", false)
                .offer("clusterrolebindings.rbac.authorization.k8s.io", "ClusterRoleBinding", false)
                .offer("customresourcedefinitions.apiextensions.k8s.io", "CustomResourceDefinition", false)
                .offer("widgets.example.com", "Widget", true)
                .offer("gadgets.example.com", "Gadget", true)
                .offer("podvolumebackups.velero.io", "PodVolumeBackup", true)
                .offer("resticrepositories.velero.io", "ResticRepository", true);
        for (String namespace : List.of("shop", "bank", "velero")) {
            cluster.put(clusterScoped("v1", "Namespace", namespace));
        }
        for (String plural : List.of("widgets.example.com", "gadgets.example.com")) {
            cluster.put(clusterScoped("apiextensions.k8s.io/v1", "CustomResourceDefinition", plural));
        }
        return cluster;
    }

    static KubernetesObject configMap(String namespace, String name) {
        return namespaced("v1", "ConfigMap", namespace, name).with(Map.of("color", "blue"), "data");
    }

    static KubernetesObject namespaced(String apiVersion, String kind, String namespace, String name) {
        return clusterScoped(apiVersion, kind, name).with(namespace, "metadata", "namespace");
    }

    static KubernetesObject clusterScoped(String apiVersion, String kind, String name) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", apiVersion);
        content.put("kind", kind);
        content.put("metadata", Map.of("name", name));
        return KubernetesObject.of(content);
    }

    static KubernetesObject claim(String namespace, String name, String volume) {
        return namespaced("v1", "PersistentVolumeClaim", namespace, name)
                .with(
                        Map.of(
                                "volumeName", volume,
                                "accessModes", List.of("ReadWriteOnce"),
                                "resources", Map.of("requests", Map.of("storage", "1Gi"))),
                        "spec")
                .with(Map.of("phase", "Bound"), "status");
    }

    /** A running pod on node n1 that mounts these claims, each as a volume of the same name. */
    static KubernetesObject pod(String namespace, String name, String... claims) {
        List<Map<String, Object>> volumes = Arrays.stream(claims)
                .map(claim ->
                        Map.<String, Object>of("name", claim, "persistentVolumeClaim", Map.of("claimName", claim)))
                .toList();
        return namespaced("v1", "Pod", namespace, name)
                .with(Map.of("nodeName", "n1", "volumes", volumes), "spec")
                .with(Map.of("phase", "Running"), "status");
    }
}
