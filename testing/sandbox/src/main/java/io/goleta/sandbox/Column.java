package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * A column of a {@link PrintedTable}.
 *
 * @param priority 0 for columns that are always shown, more for those of {@code -o wide}
 */
record Column(String name, String type, String format, int priority, Function<JsonNode, JsonNode> value) {

    ObjectNode definition() {
        return JsonTrees.object()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", "")
                .put("priority", priority);
    }
}
