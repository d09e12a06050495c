package io.goleta.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.goleta.sandbox.client.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A picture of the objects in one namespace, without what the server, its controllers and the restore itself own.
 *
 * @param objects by {@code kind name}
 */
record ObjectPicture(SortedMap<String, ObjectNode> objects) {

    /** Made by controllers from other objects, or about the past. */
    private static final Set<String> DERIVED =
            Set.of("Event", "Endpoints", "EndpointSlice", "ControllerRevision", "Lease");

    private static final List<String> SERVER_FIELDS = List.of(
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "managedFields",
            "selfLink",
            "ownerReferences");

    static ObjectPicture of(ApiClient client, String namespace) {
        SortedMap<String, ObjectNode> objects = new TreeMap<>();
        List<String> roots = new ArrayList<>(List.of("/api/v1"));
        read(client, "/apis").path("groups").forEach(group -> {
            roots.add("/apis/"
                    + group.path("preferredVersion").path("groupVersion").asText());
        });
        for (String root : roots) {
            for (JsonNode resource : read(client, root).path("resources")) {
                String kind = resource.path("kind").asText();
                boolean listable = resource.path("verbs").toString().contains("\"list\"");
                if (listable && resource.path("namespaced").asBoolean() && !DERIVED.contains(kind)) {
                    String path = root + "/namespaces/" + namespace + "/"
                            + resource.path("name").asText();
                    for (JsonNode item : read(client, path).path("items")) {
                        String name = item.path("metadata").path("name").asText();
                        objects.put(kind + " " + name, essence(kind, (ObjectNode) item));
                    }
                }
            }
        }
        client.get("/api/v1/namespaces/" + namespace)
                .ifPresent(object -> objects.put("Namespace " + namespace, essence("Namespace", object)));
        return new ObjectPicture(objects);
    }

    /** What is different in {@code after}, by object. */
    SortedMap<String, String> differences(ObjectPicture after) {
        SortedMap<String, String> differences = new TreeMap<>();
        objects.forEach((name, object) -> {
            ObjectNode other = after.objects.get(name);
            if (other == null) {
                differences.put(name, "is missing");
            } else if (!object.equals(other)) {
                differences.put(name, firstDifference("", object, other));
            }
        });
        after.objects.keySet().stream()
                .filter(name -> !objects.containsKey(name))
                .forEach(name -> differences.put(name, "was not there"));
        return differences;
    }

    static ObjectNode essence(String kind, ObjectNode item) {
        ObjectNode object = item.deepCopy();
        object.remove(List.of("kind", "apiVersion", "status"));
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.remove(SERVER_FIELDS);
        dropPrefixed(metadata, "labels", "velero.io/");
        dropPrefixed(metadata, "annotations", "pv.kubernetes.io/");
        dropPrefixed(metadata, "annotations", "volume.kubernetes.io/");
        if (object.path("spec") instanceof ObjectNode spec) {
            switch (kind) {
                case "Pod" -> pod(spec);
                case "PersistentVolumeClaim" -> spec.remove("volumeName");
                case "Service" -> {
                    spec.remove(List.of("clusterIP", "clusterIPs"));
                    spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
                }
                default -> {}
            }
        }
        return object;
    }

    private static void pod(ObjectNode spec) {
        spec.remove("nodeName");
        if (spec.path("initContainers") instanceof ArrayNode containers) {
            for (int i = containers.size() - 1; i >= 0; i--) {
                if (containers.get(i).path("name").asText().equals("restic-wait")) {
                    containers.remove(i);
                }
            }
            if (containers.isEmpty()) {
                spec.remove("initContainers");
            }
        }
    }

    private static void dropPrefixed(ObjectNode metadata, String field, String prefix) {
        if (metadata.path(field) instanceof ObjectNode entries) {
            List<String> names = new ArrayList<>();
            entries.fieldNames().forEachRemaining(names::add);
            names.stream().filter(name -> name.startsWith(prefix)).forEach(entries::remove);
            if (entries.isEmpty()) {
                metadata.remove(field);
            }
        }
    }

    private static String firstDifference(String path, JsonNode before, JsonNode after) {
        if (before instanceof ObjectNode object && after.isObject()) {
            Set<String> names = new java.util.TreeSet<>();
            object.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!before.path(name).equals(after.path(name))) {
                    return firstDifference(path + "." + name, before.path(name), after.path(name));
                }
            }
        }
        return path + " was " + before + ", is " + after;
    }

    private static ObjectNode read(ApiClient client, String path) {
        return client.get(path).orElseThrow(() -> new IllegalStateException("there is no " + path));
    }
}
