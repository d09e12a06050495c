package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** The columns that kubectl users know of the usual built-in kinds, between name and age. */
final class PrinterColumns {

    private PrinterColumns() {}

    static List<Column> of(ResourceType type, Clock clock) {
        return switch (type.qualified()) {
            case "pods" -> pods();
            case "namespaces" -> List.of(path("Status", ".status.phase"));
            case "nodes" ->
                List.of(text("Status", PrinterColumns::nodeStatus), path("Version", ".status.nodeInfo.kubeletVersion"));
            case "configmaps" -> List.of(number("Data", PrinterColumns::entries));
            case "secrets" -> List.of(path("Type", ".type"), number("Data", PrinterColumns::entries));
            case "services" -> services();
            case "persistentvolumeclaims" -> claims();
            case "persistentvolumes" -> volumes();
            case "deployments.apps", "statefulsets.apps" -> List.of(text("Ready", PrinterColumns::readyReplicas));
            case "storageclasses.storage.k8s.io" ->
                List.of(
                        path("Provisioner", ".provisioner"),
                        path("ReclaimPolicy", ".reclaimPolicy"),
                        path("VolumeBindingMode", ".volumeBindingMode"));
            case "customresourcedefinitions.apiextensions.k8s.io" ->
                List.of(path("Created At", ".metadata.creationTimestamp"));
            default -> List.of();
        };
    }

    private static List<Column> pods() {
        return List.of(
                text("Ready", PrinterColumns::readyContainers),
                text("Status", PrinterColumns::podStatus),
                number("Restarts", PrinterColumns::restarts));
    }

    private static List<Column> services() {
        return List.of(
                path("Type", ".spec.type"),
                path("Cluster-IP", ".spec.clusterIP"),
                text("Port(s)", PrinterColumns::ports));
    }

    private static List<Column> claims() {
        return List.of(
                path("Status", ".status.phase"),
                path("Volume", ".spec.volumeName"),
                path("Capacity", ".status.capacity.storage"),
                path("StorageClass", ".spec.storageClassName"));
    }

    private static List<Column> volumes() {
        return List.of(
                path("Capacity", ".spec.capacity.storage"),
                path("Reclaim Policy", ".spec.persistentVolumeReclaimPolicy"),
                path("Status", ".status.phase"),
                path("Claim", ".spec.claimRef.name"),
                path("StorageClass", ".spec.storageClassName"));
    }

    private static String nodeStatus(JsonNode node) {
        JsonNode ready = new JsonPath(".status.conditions[?(@.type==\"Ready\")].status").find(node);
        return ready.asText("").equals("True") ? "Ready" : "NotReady";
    }

    private static String readyReplicas(JsonNode workload) {
        return workload.path("status").path("readyReplicas").asInt() + "/"
                + workload.path("spec").path("replicas").asInt();
    }

    private static Column path(String name, String path) {
        JsonPath jsonPath = new JsonPath(path);
        return new Column(name, "string", "", 0, object -> {
            JsonNode found = jsonPath.find(object);
            return found.isNull() ? new TextNode("<none>") : found;
        });
    }

    private static Column text(String name, Function<JsonNode, String> value) {
        return new Column(name, "string", "", 0, object -> new TextNode(value.apply(object)));
    }

    private static Column number(String name, Function<JsonNode, Integer> value) {
        return new Column(name, "integer", "", 0, object -> new IntNode(value.apply(object)));
    }

    private static String readyContainers(JsonNode pod) {
        int ready = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            ready += status.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + pod.path("spec").path("containers").size();
    }

    private static String podStatus(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        int done = 0;
        JsonNode initialised = pod.path("status").path("initContainerStatuses");
        for (JsonNode status : initialised) {
            done += status.path("state").has("terminated") ? 1 : 0;
        }
        int all = pod.path("spec").path("initContainers").size();
        String phase = JsonTrees.text(pod, "status", "phase");
        return phase.equals("Pending") && done < all && !initialised.isEmpty() ? "Init:" + done + "/" + all : phase;
    }

    private static int restarts(JsonNode pod) {
        int restarts = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            restarts += status.path("restartCount").asInt();
        }
        return restarts;
    }

    private static int entries(JsonNode object) {
        return object.path("data").size() + object.path("binaryData").size();
    }

    private static String ports(JsonNode service) {
        StringBuilder ports = new StringBuilder();
        for (JsonNode port : service.path("spec").path("ports")) {
            ports.append(ports.isEmpty() ? "" : ",").append(port.path("port").asInt());
            if (port.has("nodePort")) {
                ports.append(':').append(port.path("nodePort").asInt());
            }
            ports.append('/').append(JsonTrees.text(port, "protocol"));
        }
        return ports.isEmpty() ? "<none>" : ports.toString();
    }
}
