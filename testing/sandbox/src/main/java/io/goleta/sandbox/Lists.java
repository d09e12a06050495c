package io.goleta.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers list requests. */
final class Lists {

    private final Store store;

    Lists(Store store) {
        this.store = store;
    }

    StoredPage page(SelectedObjects selection, ServedRequest request) {
        int limit = (int) request.number("limit", 0);
        String token = request.parameter("continue");
        long at = 0;
        String after = null;
        if (!token.isEmpty()) {
            ContinueToken position = ContinueToken.parse(token);
            if (!selection.namespace().isEmpty() && !position.after().startsWith(selection.namespace() + "/")) {
                throw ApiError.badRequest("continue key is not valid: it belongs to another list");
            }
            at = position.version();
            after = position.after();
        } else if (request.parameter("resourceVersionMatch").equals("Exact")) {
            at = request.number("resourceVersion", 0);
        }
        return store.list(
                selection.type().id(),
                new ListRequest(selection.namespace(), after, limit, selection.filter(), at, selection.everything()));
    }

    /** {@code metadata} of a list. */
    static ObjectNode metadata(StoredPage page) {
        ObjectNode metadata = JsonTrees.object().put("resourceVersion", Long.toString(page.version()));
        if (page.more()) {
            String last = page.objects().getLast().key();
            metadata.put("continue", new ContinueToken(page.version(), last).toString());
            if (page.remaining() > 0) {
                metadata.put("remainingItemCount", page.remaining());
            }
        }
        return metadata;
    }

    /** The list as JSON; items of built-in kinds carry neither kind nor version, as everywhere. */
    static byte[] json(RequestTarget target, StoredPage page, @Nullable String itemKind) {
        ResourceType type = target.type();
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + size(page.objects()));
        write(
                out,
                "{\"kind\":\"" + type.listKind() + "\",\"apiVersion\":\"" + target.apiVersion() + "\",\"metadata\":");
        out.writeBytes(JsonTrees.bytes(metadata(page)));
        write(out, ",\"items\":[");
        boolean first = true;
        for (StoredObject stored : page.objects()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(type.custom() || itemKind != null ? stored.bytes(target.apiVersion()) : stored.json());
        }
        write(out, "]}\n");
        return out.toByteArray();
    }

    private static int size(List<StoredObject> objects) {
        int size = 0;
        for (StoredObject stored : objects) {
            size += stored.json().length + 64;
        }
        return size;
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
