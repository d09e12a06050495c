package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What the server fills in when an object leaves it open; only what matters to backup and restore. */
final class Defaults {

    private final ServiceAddresses addresses;

    Defaults(ServiceAddresses addresses) {
        this.addresses = addresses;
    }

    /** On creation, after names and uid are set. */
    void onCreate(ResourceType type, ObjectNode object, String now) {
        if (type.custom()) {
            return;
        }
        ObjectNode spec = object.get("spec") instanceof ObjectNode present ? present : JsonTrees.object();
        switch (type.qualified()) {
            case "namespaces" -> namespace(object);
            case "pods" -> pod(object, spec);
            case "services" -> service(object, spec);
            case "persistentvolumeclaims" -> {
                JsonTrees.putIfAbsent(spec, "volumeMode", "Filesystem");
                JsonTrees.child(object, "status").removeAll().put("phase", "Pending");
            }
            case "persistentvolumes" -> {
                JsonTrees.putIfAbsent(spec, "volumeMode", "Filesystem");
                JsonTrees.putIfAbsent(spec, "persistentVolumeReclaimPolicy", "Retain");
                JsonTrees.child(object, "status").removeAll().put("phase", "Pending");
            }
            case "jobs.batch" -> job(object, spec);
            case "customresourcedefinitions.apiextensions.k8s.io" -> CustomResources.complete(object, now);
            default -> {}
        }
        onWrite(type, object);
    }

    /** On creation and on every update. */
    void onWrite(ResourceType type, ObjectNode object) {
        switch (type.qualified()) {
            case "secrets" -> secret(object);
            case "deployments.apps", "statefulsets.apps", "replicasets.apps", "replicationcontrollers" -> {
                ObjectNode spec = JsonTrees.child(object, "spec");
                JsonTrees.putIfAbsent(spec, "replicas", 1);
                podSpec(JsonTrees.child(spec, "template", "spec"));
            }
            case "daemonsets.apps" -> podSpec(JsonTrees.child(object, "spec", "template", "spec"));
            case "storageclasses.storage.k8s.io" -> {
                JsonTrees.putIfAbsent(object, "reclaimPolicy", "Delete");
                JsonTrees.putIfAbsent(object, "volumeBindingMode", "Immediate");
            }
            default -> {}
        }
    }

    /** Gives back what {@link #onCreate} took from a pool. */
    void onDelete(ResourceType type, ObjectNode object) {
        if (type.is("", "services")) {
            addresses.release(object.path("spec"));
        }
    }

    private static void namespace(ObjectNode object) {
        JsonTrees.child(object, "metadata", "labels")
                .put("kubernetes.io/metadata.name", JsonTrees.text(object, "metadata", "name"));
        ArrayNode finalizers = JsonTrees.child(object, "spec").withArray("finalizers");
        if (finalizers.isEmpty()) {
            finalizers.add("kubernetes");
        }
        JsonTrees.child(object, "status").removeAll().put("phase", "Active");
    }

    private static void pod(ObjectNode object, ObjectNode spec) {
        podSpec(spec);
        JsonTrees.putIfAbsent(spec, "serviceAccountName", "default");
        JsonTrees.putIfAbsent(
                spec, "serviceAccount", spec.path("serviceAccountName").asText());
        ObjectNode status = JsonTrees.child(object, "status");
        status.removeAll();
        status.put("phase", "Pending").put("qosClass", "BestEffort");
    }

    private static void podSpec(ObjectNode spec) {
        JsonTrees.putIfAbsent(spec, "restartPolicy", "Always");
        JsonTrees.putIfAbsent(spec, "terminationGracePeriodSeconds", 30);
        JsonTrees.putIfAbsent(spec, "dnsPolicy", "ClusterFirst");
        JsonTrees.putIfAbsent(spec, "schedulerName", "default-scheduler");
        if (!spec.has("securityContext")) {
            spec.putObject("securityContext");
        }
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(list)) {
                if (container instanceof ObjectNode node) {
                    container(node);
                }
            }
        }
    }

    private static void container(ObjectNode container) {
        String image = JsonTrees.text(container, "image");
        boolean latest = !image.substring(image.lastIndexOf('/') + 1).contains(":") || image.endsWith(":latest");
        JsonTrees.putIfAbsent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
        JsonTrees.putIfAbsent(container, "terminationMessagePath", "/dev/termination-log");
        JsonTrees.putIfAbsent(container, "terminationMessagePolicy", "File");
        if (!container.has("resources")) {
            container.putObject("resources");
        }
        for (JsonNode port : container.path("ports")) {
            JsonTrees.putIfAbsent((ObjectNode) port, "protocol", "TCP");
        }
    }

    private void service(ObjectNode object, ObjectNode spec) {
        JsonTrees.putIfAbsent(spec, "type", "ClusterIP");
        JsonTrees.putIfAbsent(spec, "sessionAffinity", "None");
        for (JsonNode port : spec.path("ports")) {
            JsonTrees.putIfAbsent((ObjectNode) port, "protocol", "TCP");
            if (!port.has("targetPort")) {
                ((ObjectNode) port).set("targetPort", port.path("port"));
            }
        }
        addresses.allocate(JsonTrees.text(object, "metadata", "name"), spec);
        JsonTrees.child(object, "status", "loadBalancer");
    }

    private static void secret(ObjectNode object) {
        JsonTrees.putIfAbsent(object, "type", "Opaque");
        if (object.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = JsonTrees.child(object, "data");
            for (Map.Entry<String, JsonNode> entry : plain.properties()) {
                byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
                data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    private static void job(ObjectNode object, ObjectNode spec) {
        JsonTrees.putIfAbsent(spec, "parallelism", 1);
        JsonTrees.putIfAbsent(spec, "completions", 1);
        JsonTrees.putIfAbsent(spec, "backoffLimit", 6);
        if (!spec.path("manualSelector").asBoolean() && !spec.has("selector")) {
            String uid = JsonTrees.text(object, "metadata", "uid");
            JsonTrees.child(spec, "selector", "matchLabels").put("controller-uid", uid);
            JsonTrees.child(spec, "template", "metadata", "labels")
                    .put("controller-uid", uid)
                    .put("job-name", JsonTrees.text(object, "metadata", "name"));
        }
    }
}
