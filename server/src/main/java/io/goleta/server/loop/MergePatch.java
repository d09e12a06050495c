package io.goleta.server.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON merge patch (RFC 7396) that turns one document into another. */
final class MergePatch {
    private MergePatch() {}

    static ObjectNode between(JsonNode before, JsonNode after) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        after.properties().forEach(field -> {
            JsonNode old = before.path(field.getKey());
            JsonNode now = field.getValue();
            if (old.isObject() && now.isObject()) {
                ObjectNode inner = between(old, now);
                if (!inner.isEmpty()) {
                    patch.set(field.getKey(), inner);
                }
            } else if (!old.equals(now)) {
                patch.set(field.getKey(), now);
            }
        });
        before.properties().forEach(field -> {
            if (!after.has(field.getKey())) {
                patch.putNull(field.getKey());
            }
        });
        return patch;
    }
}
