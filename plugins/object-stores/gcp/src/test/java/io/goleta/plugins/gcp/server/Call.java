package io.goleta.plugins.gcp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request and its answer. */
final class Call {
    static final JsonMapper JSON = new JsonMapper();

    private static final int NO_BODY = -1;

    private final HttpExchange exchange;
    private final List<String> path;
    private final Map<String, String> query;

    Call(HttpExchange exchange) {
        this.exchange = exchange;
        this.path = segments(exchange.getRequestURI().getRawPath());
        this.query = query(exchange.getRequestURI().getRawQuery());
    }

    private static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.substring(1).split("/", -1)) {
            segments.add(decoded(segment.replace("+", "%2B")));
        }
        return segments;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null || raw.isEmpty() ? List.<String>of() : List.of(raw.split("&"))) {
            String[] parts = pair.split("=", 2);
            if (query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1])) != null) {
                throw GcsError.invalid("Invalid multiple values for parameter: " + parts[0]);
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw GcsError.invalid("Invalid encoding in the URL: " + text);
        }
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** What stands between the slashes, decoded. */
    List<String> path() {
        return path;
    }

    Map<String, String> query() {
        return query;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** All values of a header, as one that is signed would have them. */
    Optional<String> headers(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().get(name)).map(values -> String.join(",", values));
    }

    /** The body; fails where the client breaks off. */
    InputStream body() throws IOException {
        InputStream body = new WholeBody(
                exchange.getRequestBody(),
                header("Content-Length").map(Long::parseLong).orElse(WholeBody.UNKNOWN));
        boolean packed =
                header("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        return packed ? new GZIPInputStream(body) : body;
    }

    /** The body as JSON; an empty object when there is no body. */
    JsonNode json() throws IOException {
        byte[] bytes = body().readAllBytes();
        return bytes.length == 0 ? JSON.createObjectNode() : json(bytes);
    }

    static JsonNode json(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw GcsError.parse("Parse Error: " + e.getMessage());
        }
        throw GcsError.parse("Parse Error");
    }

    /** Reads what the client still sends, so that it gets to see the answer. */
    void drain() throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    }

    /** The fields that a client wants of the answer; all when it says nothing. */
    String fields() {
        return parameter("fields").orElse("*");
    }

    /** Answers with a resource, or with the fields of it that are wanted. */
    void answer(JsonNode resource, String fields) throws IOException {
        answer(200, Fields.of(resource, fields));
    }

    Call answerHeader(String name, String value) {
        exchange.getResponseHeaders().add(name, value);
        return this;
    }

    void answer(int status) throws IOException {
        exchange.sendResponseHeaders(status, NO_BODY);
    }

    void answer(int status, JsonNode body) throws IOException {
        answer(status, "application/json; charset=UTF-8", JSON.writeValueAsBytes(body));
    }

    void answer(int status, String type, byte[] body) throws IOException {
        answerHeader("Content-Type", type);
        try (OutputStream out = answer(status, body.length)) {
            if (!method().equals("HEAD")) {
                out.write(body);
            }
        }
    }

    /** Begins an answer; the caller writes that many bytes. */
    OutputStream answer(int status, long length) throws IOException {
        if (method().equals("HEAD") || length == 0) {
            // 0 would mean a body of unknown length.
            answerHeader("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(status, NO_BODY);
        } else {
            exchange.sendResponseHeaders(status, length);
        }
        return exchange.getResponseBody();
    }

    /** Ends the connection where it is. */
    void abort() {
        exchange.close();
    }
}
