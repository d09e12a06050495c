package io.goleta.plugins.gcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which fields of an answer a client wants: {@code kind,items(name,size),a/b}. One that it does not name is not sent.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api#partial-response">Partial responses</a>
 */
final class Fields {
    private static final String ALL = "*";

    private final String text;
    private int position;

    private Fields(String text) {
        this.text = text;
    }

    /** By name; what is in a field that has no names is sent as a whole. */
    private record Wanted(Map<String, Wanted> fields) {}

    static JsonNode of(JsonNode answer, String selector) {
        Fields parser = new Fields(selector);
        Wanted wanted = parser.list();
        if (parser.position != selector.length()) {
            throw parser.invalid();
        }
        return selected(answer, wanted);
    }

    private Wanted list() {
        Wanted wanted = new Wanted(new TreeMap<>());
        while (true) {
            path(wanted);
            if (position == text.length() || text.charAt(position) != ',') {
                return wanted;
            }
            position++;
        }
    }

    private void path(Wanted parent) {
        int start = position;
        while (position < text.length() && ",/()".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        if (start == position) {
            throw invalid();
        }
        Wanted child =
                parent.fields().computeIfAbsent(text.substring(start, position), _ -> new Wanted(new TreeMap<>()));
        char next = position == text.length() ? ',' : text.charAt(position);
        if (next == '/') {
            position++;
            path(child);
        } else if (next == '(') {
            position++;
            child.fields().putAll(list().fields());
            if (position == text.length() || text.charAt(position++) != ')') {
                throw invalid();
            }
        }
    }

    private GcsError invalid() {
        return new GcsError(400, "invalidParameter", "InvalidArgument", "", "Invalid field selection " + text);
    }

    private static JsonNode selected(JsonNode node, Wanted wanted) {
        if (wanted.fields().isEmpty()) {
            return node;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode selected = Call.JSON.createArrayNode();
            array.forEach(item -> selected.add(selected(item, wanted)));
            return selected;
        }
        ObjectNode selected = Call.JSON.createObjectNode();
        node.properties().forEach(field -> {
            Wanted inside =
                    wanted.fields().getOrDefault(field.getKey(), wanted.fields().get(ALL));
            if (inside != null) {
                selected.set(field.getKey(), selected(field.getValue(), inside));
            }
        });
        return selected;
    }
}
