package io.goleta.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON mapper, and short steps through trees. */
final class JsonTrees {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonTrees() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Reads what the sandbox itself wrote. */
    static ObjectNode object(byte[] json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the body of a request: JSON, or YAML where the first character is not a JSON one. */
    static JsonNode body(byte[] body) {
        try {
            JsonNode node = looksLikeJson(body) ? MAPPER.readTree(body) : Yaml.MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw ApiError.badRequest("unexpected end of JSON input");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw ApiError.badRequest("cannot parse the body: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text at a path, empty when there is none. */
    static String text(JsonNode node, String... path) {
        JsonNode found = at(node, path);
        return found.isNull() ? "" : found.asText("");
    }

    static JsonNode at(JsonNode node, String... path) {
        JsonNode current = node;
        for (String step : path) {
            current = current.path(step);
        }
        return current;
    }

    /** The object at a path, created where it is missing or not an object. */
    static ObjectNode child(ObjectNode node, String... path) {
        ObjectNode current = node;
        for (String step : path) {
            current = current.get(step) instanceof ObjectNode child ? child : current.putObject(step);
        }
        return current;
    }

    static void putIfAbsent(ObjectNode node, String field, String value) {
        if (node.path(field).asText("").isEmpty()) {
            node.put(field, value);
        }
    }

    static void putIfAbsent(ObjectNode node, String field, int value) {
        if (!node.hasNonNull(field)) {
            node.put(field, value);
        }
    }

    private static boolean looksLikeJson(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '{' || b == '[';
            }
        }
        return true;
    }

    /** YAML is rare and slow to load, so it waits for its first use. */
    private static final class Yaml {
        static final YAMLMapper MAPPER = new YAMLMapper();
    }
}
