package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' own merge patch: like {@link JsonMergePatch}, but lists with a known key are merged, and directives ({@code $patch},
 * {@code $deleteFromPrimitiveList/x}, {@code $retainKeys}) say more. {@code $setElementOrder/x} sorts.
 */
final class StrategicMergePatch {

    private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicMergePatch() {}

    static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        String directive = JsonTrees.text(patch, "$patch");
        if (directive.equals("replace")) {
            ObjectNode replacement = patch.deepCopy();
            replacement.remove("$patch");
            return replacement;
        }
        retain(merged, patch.path("$retainKeys"));
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String field = entry.getKey();
            if (field.startsWith(DELETE_VALUES)) {
                deleteValues(merged, field.substring(DELETE_VALUES.length()), entry.getValue());
            } else if (!field.startsWith("$")) {
                applyField(merged, field, entry.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            if (entry.getKey().startsWith(ORDER)) {
                sort(merged, entry.getKey().substring(ORDER.length()), entry.getValue());
            }
        }
        return merged;
    }

    private static void applyField(ObjectNode merged, String field, JsonNode value) {
        switch (value) {
            case ObjectNode object when JsonTrees.text(object, "$patch").equals("delete") -> merged.remove(field);
            case ObjectNode object ->
                merged.set(
                        field, apply(merged.get(field) instanceof ObjectNode old ? old : JsonTrees.object(), object));
            case ArrayNode array -> merged.set(field, mergeList(field, merged.get(field), array));
            default -> {
                if (value.isNull()) {
                    merged.remove(field);
                } else {
                    merged.set(field, value);
                }
            }
        }
    }

    private static ArrayNode mergeList(String field, @Nullable JsonNode existing, ArrayNode patch) {
        String key = MergeKeys.of(field, patch);
        ArrayNode old = existing instanceof ArrayNode array ? array : JsonTrees.array();
        if (key == null) {
            return MergeKeys.isSet(field) ? union(old, patch) : patch.deepCopy();
        }
        List<JsonNode> merged = new ArrayList<>();
        old.forEach(merged::add);
        boolean replace = false;
        for (JsonNode element : patch) {
            String directive = JsonTrees.text(element, "$patch");
            if (directive.equals("replace") && element.size() == 1) {
                replace = true;
                merged.clear();
            }
        }
        for (JsonNode element : patch) {
            if (!replace || !JsonTrees.text(element, "$patch").equals("replace")) {
                mergeElement(merged, key, (ObjectNode) element);
            }
        }
        return JsonTrees.array().addAll(merged);
    }

    private static void mergeElement(List<JsonNode> merged, String key, ObjectNode element) {
        int index = indexOf(merged, key, element.path(key));
        if (JsonTrees.text(element, "$patch").equals("delete")) {
            merged.removeIf(old -> old.path(key).equals(element.path(key)));
        } else if (index < 0) {
            merged.add(apply(JsonTrees.object(), element));
        } else {
            merged.set(index, apply((ObjectNode) merged.get(index), element));
        }
    }

    private static int indexOf(List<JsonNode> elements, String key, JsonNode value) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static ArrayNode union(ArrayNode old, ArrayNode patch) {
        ArrayNode union = old.deepCopy();
        for (JsonNode value : patch) {
            if (!contains(union, value)) {
                union.add(value);
            }
        }
        return union;
    }

    private static void deleteValues(ObjectNode merged, String field, JsonNode values) {
        ArrayNode left = JsonTrees.array();
        merged.path(field).forEach(value -> {
            if (!contains(values, value)) {
                left.add(value);
            }
        });
        merged.set(field, left);
    }

    private static void retain(ObjectNode merged, JsonNode keys) {
        if (keys.isArray()) {
            merged.retain(CustomResources.texts(keys));
        }
    }

    private static void sort(ObjectNode merged, String field, JsonNode order) {
        if (!(merged.get(field) instanceof ArrayNode list)) {
            return;
        }
        String key = MergeKeys.of(field, order);
        List<JsonNode> left = new ArrayList<>();
        list.forEach(left::add);
        ArrayNode sorted = JsonTrees.array();
        for (JsonNode wanted : order) {
            int index = key == null ? left.indexOf(wanted) : indexOf(left, key, wanted.path(key));
            if (index >= 0) {
                sorted.add(left.remove(index));
            }
        }
        merged.set(field, sorted.addAll(left));
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        for (JsonNode element : array) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
