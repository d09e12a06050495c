package io.goleta.core.kube;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.goleta.core.json.Json;
import io.goleta.spi.item.KubernetesObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One page of a list.
 *
 * @param items only a beginning of them when the page is cut off
 * @param continueToken where the next page starts; empty on the last one
 * @param bytes of it that were read
 * @param isCutOff whether reading ended because it has too many bytes
 */
record ListPage(List<KubernetesObject> items, String continueToken, long bytes, boolean isCutOff) {

    /**
     * Parses a list; its items get the {@code apiVersion} and {@code kind} that the API server leaves out.
     *
     * @param longest how many bytes are read before it is cut off, after the item that exceeds them
     */
    static ListPage read(InputStream in, ApiResource resource, long longest) throws IOException {
        List<KubernetesObject> items = new ArrayList<>();
        String continueToken = "";
        CountedStream json = new CountedStream(in);
        try (JsonParser parser = Json.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the list of " + resource.id() + " is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("items") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        if (json.count > longest && !items.isEmpty()) {
                            return new ListPage(items, "", json.count, true);
                        }
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
        return new ListPage(items, continueToken, json.count, false);
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

    private static final class CountedStream extends FilterInputStream {
        private long count;

        CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
