package io.goleta.sandbox.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads and writes objects as JSON trees by their paths, such as {@code /api/v1/namespaces/a/pods/b}. Thread-safe; calls block
 * and throw {@link ApiFailure}.
 */
public final class ApiClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ApiEndpoint endpoint;

    /** A client of one server. */
    public ApiClient(ApiEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The object or list at a path; empty when there is none. */
    public Optional<ObjectNode> get(String path) {
        HttpResponse<byte[]> response = send("GET", path, "application/json", BodyPublishers.noBody());
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(checked(response, "GET " + path));
    }

    /** Creates an object in a collection and returns what became of it. */
    public ObjectNode create(String path, JsonNode object) {
        return checked(send("POST", path, "application/json", body(object)), "POST " + path);
    }

    /** Applies a JSON merge patch and returns the object. */
    public ObjectNode patch(String path, JsonNode patch) {
        return checked(send("PATCH", path, "application/merge-patch+json", body(patch)), "PATCH " + path);
    }

    /** Deletes an object; whether there was one. */
    public boolean delete(String path, JsonNode options) {
        HttpResponse<byte[]> response = send("DELETE", path, "application/json", body(options));
        if (response.statusCode() == 404) {
            return false;
        }
        checked(response, "DELETE " + path);
        return true;
    }

    /** Hands over the events of a watch until the server ends it. */
    void watch(String path, Consumer<ObjectNode> consumer) {
        try {
            var response = endpoint.http().send(request("GET", path).GET().build(), BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    consumer.accept((ObjectNode) MAPPER.readTree(line));
                }
            }
        } catch (IOException e) {
            throw new ApiFailure("Tried to watch " + path + "; " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure("Interrupted while watching " + path, e);
        }
    }

    private HttpResponse<byte[]> send(String method, String path, String contentType, BodyPublisher body) {
        try {
            HttpRequest request = request(method, path)
                    .header("Content-Type", contentType)
                    .method(method, body)
                    .build();
            return endpoint.http().send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new ApiFailure("Tried to " + method + " " + path + "; " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure("Interrupted during " + method + " " + path, e);
        }
    }

    private HttpRequest.Builder request(String method, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint.url() + path)).header("Accept", "application/json");
        endpoint.headers().forEach(request::header);
        return request.method(method, BodyPublishers.noBody());
    }

    private static ObjectNode checked(HttpResponse<byte[]> response, String what) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        try {
            JsonNode body = MAPPER.readTree(text);
            if (response.statusCode() / 100 == 2) {
                return (ObjectNode) body;
            }
            throw new ApiFailure(
                    response.statusCode(), what + ": " + body.path("message").asText(text));
        } catch (JsonProcessingException e) {
            throw new ApiFailure(response.statusCode(), what + ": " + text);
        }
    }

    private static BodyPublisher body(JsonNode node) {
        try {
            return BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(node));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
