package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Server-side apply, approximately: fields are merged as by a strategic merge patch, and what a manager applied before but not
 * now is removed. Nobody owns fields: there are no conflicts and no {@code managedFields}. Thread-safe.
 */
final class ApplyPatch {

    private final Map<String, Map<String, byte[]>> lastApplied = new ConcurrentHashMap<>();

    /**
     * @param live the object as it is, without fields when it does not exist yet
     * @param wanted what the manager applies
     */
    ObjectNode apply(ResourceType type, ObjectNode live, ObjectNode wanted, String manager) {
        ObjectNode left = live.deepCopy();
        byte[] before = lastApplied
                .getOrDefault(JsonTrees.text(live, "metadata", "uid"), Map.of())
                .get(manager);
        if (before != null) {
            removeAbandoned(left, JsonTrees.object(before), wanted);
        }
        return type.custom()
                ? (ObjectNode) JsonMergePatch.apply(left, wanted)
                : StrategicMergePatch.apply(left, wanted);
    }

    /** Remembers what a manager applied, once it is stored. */
    void applied(String uid, String manager, ObjectNode wanted) {
        lastApplied.computeIfAbsent(uid, u -> new ConcurrentHashMap<>()).put(manager, JsonTrees.bytes(wanted));
    }

    void forget(String uid) {
        lastApplied.remove(uid);
    }

    private static void removeAbandoned(ObjectNode live, ObjectNode before, ObjectNode wanted) {
        for (Map.Entry<String, JsonNode> entry : before.properties()) {
            String field = entry.getKey();
            JsonNode now = wanted.path(field);
            if (now.isMissingNode()) {
                live.remove(field);
            } else if (entry.getValue() instanceof ObjectNode old
                    && now instanceof ObjectNode next
                    && live.get(field) instanceof ObjectNode present) {
                removeAbandoned(present, old, next);
            } else if (entry.getValue() instanceof ArrayNode old
                    && now instanceof ArrayNode next
                    && live.get(field) instanceof ArrayNode present) {
                removeAbandonedElements(field, present, old, next);
            }
        }
    }

    private static void removeAbandonedElements(String field, ArrayNode live, ArrayNode before, ArrayNode wanted) {
        String key = MergeKeys.of(field, before);
        for (JsonNode old : before) {
            JsonNode now = key == null ? find(wanted, old) : find(wanted, key, old.path(key));
            JsonNode present = key == null ? find(live, old) : find(live, key, old.path(key));
            if (now.isMissingNode()) {
                removeElement(live, present);
            } else if (old instanceof ObjectNode o && now instanceof ObjectNode n && present instanceof ObjectNode p) {
                removeAbandoned(p, o, n);
            }
        }
    }

    private static void removeElement(ArrayNode list, JsonNode element) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == element) {
                list.remove(i);
                return;
            }
        }
    }

    private static JsonNode find(ArrayNode list, JsonNode value) {
        for (JsonNode element : list) {
            if (element.equals(value)) {
                return element;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static JsonNode find(ArrayNode list, String key, JsonNode value) {
        for (JsonNode element : list) {
            if (element.path(key).equals(value)) {
                return element;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
