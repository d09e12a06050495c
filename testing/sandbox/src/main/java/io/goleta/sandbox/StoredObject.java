package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One version of one object, as bytes: reading and listing copy them to the wire without parsing, and a hundred thousand objects
 * stay small.
 *
 * @param version resource version, ordered over all resources; 0 when it was never stored (a dry run)
 * @param owners uids of the owner references
 * @param deleting whether it has a deletion timestamp
 * @param json the object without {@code kind} and {@code apiVersion}, which depend on who asks
 */
record StoredObject(
        ResourceType type,
        String namespace,
        String name,
        String uid,
        long version,
        Map<String, String> labels,
        List<String> owners,
        boolean deleting,
        byte[] json) {

    static StoredObject of(ResourceType type, ObjectNode object, long version) {
        ObjectNode metadata = JsonTrees.child(object, "metadata");
        if (version > 0) {
            metadata.put("resourceVersion", Long.toString(version));
        }
        JsonNode kind = object.remove("kind");
        JsonNode apiVersion = object.remove("apiVersion");
        byte[] json = JsonTrees.bytes(object);
        object.set("kind", kind);
        object.set("apiVersion", apiVersion);
        return new StoredObject(
                type,
                JsonTrees.text(metadata, "namespace"),
                JsonTrees.text(metadata, "name"),
                JsonTrees.text(metadata, "uid"),
                version,
                labels(metadata.path("labels")),
                owners(metadata.path("ownerReferences")),
                metadata.has("deletionTimestamp"),
                json);
    }

    /** A fresh tree of it in the version it is stored in; changing the tree changes nothing here. */
    ObjectNode tree() {
        return tree(type.storedApiVersion());
    }

    ObjectNode tree(String apiVersion) {
        ObjectNode tree = JsonTrees.object().put("kind", type.kind()).put("apiVersion", apiVersion);
        return tree.setAll(JsonTrees.object(json));
    }

    /** The whole object as bytes, as clients of {@code apiVersion} see it. */
    byte[] bytes(String apiVersion) {
        byte[] head = ("{\"kind\":\"" + type.kind() + "\",\"apiVersion\":\"" + apiVersion + "\",")
                .getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + json.length - 1];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(json, 1, whole, head.length, json.length - 1);
        return whole;
    }

    String key() {
        return key(namespace, name);
    }

    /** Sorts as a kube-apiserver lists: by namespace, then by name. */
    static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    private static Map<String, String> labels(JsonNode node) {
        if (node.isEmpty()) {
            return Map.of();
        }
        Map<String, String> labels = HashMap.newHashMap(node.size());
        node.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return labels;
    }

    private static List<String> owners(JsonNode node) {
        if (node.isEmpty()) {
            return List.of();
        }
        List<String> owners = new ArrayList<>(node.size());
        node.forEach(reference -> owners.add(JsonTrees.text(reference, "uid")));
        return List.copyOf(owners);
    }
}
