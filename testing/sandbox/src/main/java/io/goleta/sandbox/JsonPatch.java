package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** JSON patch, RFC 6902. */
final class JsonPatch {

    private JsonNode document;

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    static JsonNode apply(JsonNode target, JsonNode operations) {
        if (!operations.isArray()) {
            throw ApiError.badRequest("error decoding patch: a JSON patch is a list of operations");
        }
        JsonPatch patch = new JsonPatch(target.deepCopy());
        for (JsonNode operation : operations) {
            patch.perform(operation);
        }
        return patch.document;
    }

    private void perform(JsonNode operation) {
        List<String> path = pointer(operation, "path");
        switch (JsonTrees.text(operation, "op")) {
            case "add" -> add(path, value(operation));
            case "remove" -> remove(path);
            case "replace" -> {
                find(path);
                if (path.isEmpty()) {
                    document = value(operation);
                } else {
                    remove(path);
                    add(path, value(operation));
                }
            }
            case "move" -> {
                List<String> from = pointer(operation, "from");
                JsonNode moved = find(from);
                remove(from);
                add(path, moved);
            }
            case "copy" -> add(path, find(pointer(operation, "from")).deepCopy());
            case "test" -> {
                if (!find(path).equals(value(operation))) {
                    throw refused("testing value " + String.join("/", path) + " failed");
                }
            }
            default -> throw ApiError.badRequest("unexpected kind of operation: " + operation.path("op"));
        }
    }

    private void add(List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            document = value;
            return;
        }
        JsonNode parent = find(path.subList(0, path.size() - 1));
        String last = path.getLast();
        switch (parent) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array when last.equals("-") -> array.add(value);
            case ArrayNode array -> array.insert(index(last, array.size()), value);
            default -> throw refused("add operation does not apply: doc is missing path: " + String.join("/", path));
        }
    }

    private void remove(List<String> path) {
        find(path);
        JsonNode parent = find(path.subList(0, path.size() - 1));
        if (parent instanceof ArrayNode array) {
            array.remove(index(path.getLast(), array.size() - 1));
        } else {
            ((ObjectNode) parent).remove(path.getLast());
        }
    }

    private JsonNode find(List<String> path) {
        JsonNode current = document;
        for (String step : path) {
            JsonNode next =
                    current instanceof ArrayNode array ? array.path(index(step, array.size() - 1)) : current.path(step);
            if (next.isMissingNode()) {
                throw refused("doc is missing path: /" + String.join("/", path));
            }
            current = next;
        }
        return current;
    }

    private static int index(String text, int last) {
        int index;
        try {
            index = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused("not an index into a list: " + text);
        }
        if (index < 0 || index > last) {
            throw refused("index out of bounds: " + text);
        }
        return index;
    }

    private static JsonNode value(JsonNode operation) {
        if (!operation.has("value")) {
            throw ApiError.badRequest("operation without value: " + operation);
        }
        return operation.get("value").deepCopy();
    }

    private static List<String> pointer(JsonNode operation, String field) {
        String text = JsonTrees.text(operation, field);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    private static ApiError refused(String message) {
        return new ApiError(
                422, "Invalid", "the server rejected our request due to an error in our request: " + message);
    }
}
