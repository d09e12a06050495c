package io.goleta.core.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.goleta.core.json.Json;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One page of a list.
 *
 * @param continueToken where the next page starts; empty on the last one
 */
record ListPage(List<KubernetesObject> items, String continueToken) {

    /** Parses a list; its items get the {@code apiVersion} and {@code kind} that the API server leaves out. */
    static ListPage read(InputStream json, ApiResource resource) throws IOException {
        List<KubernetesObject> items = new ArrayList<>();
        String continueToken = "";
        try (JsonParser parser = Json.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the list of " + resource.id() + " is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("items") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        items.add(item(parser, resource));
                    }
                } else if (field.equals("metadata") && Json.value(parser) instanceof Map<?, ?> metadata) {
                    continueToken = metadata.get("continue") instanceof String text ? text : "";
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("the list of " + resource.id() + " ends too early");
            }
        }
        return new ListPage(items, continueToken);
    }

    @SuppressWarnings("NullAway") // JSON null is a legal value of these maps
    private static KubernetesObject item(JsonParser parser, ApiResource resource) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", resource.apiVersion());
        content.put("kind", resource.kind());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            content.put(field, Json.value(parser));
        }
        return KubernetesObject.adopt(content);
    }
}
