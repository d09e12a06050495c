package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;

/** Objects as they lie in backups. */
final class Samples {
    private Samples() {}

    static KubernetesObject object(String apiVersion, String kind, String namespace, String name) {
        KubernetesObject object =
                KubernetesObject.of(Map.of("apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", name)));
        KubernetesObject placed = namespace.isEmpty() ? object : object.with(namespace, "metadata", "namespace");
        return placed.with(
                        "11111111-0000-0000-0000-" + Integer.toHexString((kind + name).hashCode()), "metadata", "uid")
                .with("4711", "metadata", "resourceVersion")
                .with("2020-01-01T00:00:00Z", "metadata", "creationTimestamp");
    }

    static KubernetesObject namespace(String name) {
        return object("v1", "Namespace", "", name);
    }

    static KubernetesObject configMap(String namespace, String name) {
        return object("v1", "ConfigMap", namespace, name).with(Map.of("key", "value"), "data");
    }

    static KubernetesObject pod(String namespace, String name) {
        return object("v1", "Pod", namespace, name)
                .with(List.of(Map.of("name", "app", "image", "app:1")), "spec", "containers")
                .with("node-of-old", "spec", "nodeName");
    }

    static KubernetesObject withClaim(KubernetesObject pod, String volume, String claim) {
        return pod.with(
                List.of(Map.of("name", volume, "persistentVolumeClaim", Map.of("claimName", claim))),
                "spec",
                "volumes");
    }

    static KubernetesObject claim(String namespace, String name, String volume) {
        return object("v1", "PersistentVolumeClaim", namespace, name)
                .with(List.of("ReadWriteOnce"), "spec", "accessModes")
                .with(Map.of("requests", Map.of("storage", "1Gi")), "spec", "resources")
                .with(volume, "spec", "volumeName")
                .with("Bound", "status", "phase")
                .withAnnotation("pv.kubernetes.io/bind-completed", "yes");
    }

    static KubernetesObject volume(String name, String policy, String namespace, String claim) {
        return object("v1", "PersistentVolume", "", name)
                .with(Map.of("storage", "1Gi"), "spec", "capacity")
                .with(List.of("ReadWriteOnce"), "spec", "accessModes")
                .with(policy, "spec", "persistentVolumeReclaimPolicy")
                .with(Map.of("path", "/data/" + name), "spec", "hostPath")
                .with(
                        Map.of(
                                "kind",
                                "PersistentVolumeClaim",
                                "namespace",
                                namespace,
                                "name",
                                claim,
                                "uid",
                                "old-uid",
                                "resourceVersion",
                                "1"),
                        "spec",
                        "claimRef")
                .with("Bound", "status", "phase");
    }

    static KubernetesObject storageClass(String name, String provisioner) {
        return object("storage.k8s.io/v1", "StorageClass", "", name).with(provisioner, "provisioner");
    }

    static KubernetesObject service(String namespace, String name) {
        return object("v1", "Service", namespace, name)
                .with(List.of(Map.of("port", 80, "protocol", "TCP", "targetPort", 8080)), "spec", "ports")
                .with(Map.of("app", "web"), "spec", "selector")
                .with("10.0.0.200", "spec", "clusterIP")
                .with(List.of("10.0.0.200"), "spec", "clusterIPs")
                .with("ClusterIP", "spec", "type");
    }

    static KubernetesObject definition(String plural, String kind) {
        return definition("example.com", plural, kind);
    }

    static KubernetesObject definition(String group, String plural, String kind) {
        Map<String, Object> schema = Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);
        Map<String, Object> version =
                Map.of("name", "v1", "served", true, "storage", true, "schema", Map.of("openAPIV3Schema", schema));
        return object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "", plural + "." + group)
                .with(group, "spec", "group")
                .with("Namespaced", "spec", "scope")
                .with(Map.of("plural", plural, "kind", kind), "spec", "names")
                .with(List.of(version), "spec", "versions");
    }

    static KubernetesObject ownedBy(KubernetesObject object, KubernetesObject owner) {
        Map<String, Object> reference = Map.of(
                "apiVersion",
                owner.apiVersion(),
                "kind",
                owner.kind(),
                "name",
                owner.name(),
                "uid",
                owner.uid(),
                "controller",
                true);
        return object.with(List.of(reference), "metadata", "ownerReferences");
    }

    /** What the backup says about a volume of a pod whose files it holds. */
    static KubernetesObject podVolumeBackup(KubernetesObject pod, String volume, String claim, String snapshot) {
        KubernetesObject backup = object("velero.io/v1", "PodVolumeBackup", "velero", pod.name() + "-" + volume)
                .with(Map.of("kind", "Pod", "namespace", "" + pod.namespace(), "name", pod.name()), "spec", "pod")
                .with(volume, "spec", "volume")
                .with("Completed", "status", "phase");
        KubernetesObject known = claim.isEmpty() ? backup : backup.withAnnotation("velero.io/pvc-name", claim);
        return snapshot.isEmpty() ? known : known.with(snapshot, "status", "snapshotID");
    }
}
