package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its answer. */
final class Exchange {

    private static final String JSON = "application/json";

    private final HttpExchange http;
    private byte @Nullable [] body;
    private boolean mute;

    Exchange(HttpExchange http) {
        this.http = http;
    }

    /** The same request, but answers go nowhere. */
    Exchange withoutAnswer() {
        Exchange silent = new Exchange(http);
        silent.body = body;
        silent.mute = true;
        return silent;
    }

    @Nullable
    String header(String name) {
        return http.getRequestHeaders().getFirst(name);
    }

    /** The media type of the body without parameters, empty when not given. */
    String contentType() {
        String type = header("Content-Type");
        return type == null ? "" : type.split(";")[0].strip().toLowerCase(Locale.ROOT);
    }

    byte[] body() throws IOException {
        if (body == null) {
            body = http.getRequestBody().readAllBytes();
        }
        return body;
    }

    /** The body as a tree; missing when there is none. */
    JsonNode tree() throws IOException {
        if (body().length == 0) {
            return MissingNode.getInstance();
        }
        return contentType().equals(Protobuf.CONTENT_TYPE) ? Protobuf.decode(body()) : JsonTrees.body(body());
    }

    void answer(int code, JsonNode json) throws IOException {
        answer(code, JSON, JsonTrees.bytes(json));
    }

    void answer(int code, byte[] json) throws IOException {
        answer(code, JSON, json);
    }

    void answer(int code, String contentType, byte[] bytes) throws IOException {
        body();
        if (mute) {
            return;
        }
        http.getResponseHeaders().set("Content-Type", contentType);
        boolean head = http.getRequestMethod().equals("HEAD");
        http.sendResponseHeaders(code, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head && bytes.length > 0) {
            try (OutputStream out = http.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    void header(String name, String value) {
        http.getResponseHeaders().set(name, value);
    }

    /** Starts an answer of unknown length. */
    OutputStream stream() throws IOException {
        http.getResponseHeaders().set("Content-Type", JSON);
        http.sendResponseHeaders(200, 0);
        OutputStream out = new BufferedOutputStream(http.getResponseBody(), 16 * 1024);
        http.getResponseBody().flush();
        return out;
    }
}
