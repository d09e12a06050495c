package io.goleta.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.goleta.sandbox.client.ApiEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A client so thin that nothing stands between a test and the server. Bodies are YAML, which includes JSON.
 */
public final class Api implements AutoCloseable {

    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiEndpoint endpoint;
    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String namespace = "sandbox-contract-" + suffix;

    /** Creates a namespace for one test. */
    public Api(ApiEndpoint endpoint) {
        this.endpoint = endpoint;
        post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace))
                .ok();
    }

    String namespace() {
        return namespace;
    }

    /** Something no other test uses, to make names from. */
    String suffix() {
        return suffix;
    }

    /** The path of a core resource in the namespace of this test. */
    String core(String resource) {
        return "/api/v1/namespaces/" + namespace + "/" + resource;
    }

    String in(String groupVersion, String resource) {
        return "/apis/" + groupVersion + "/namespaces/" + namespace + "/" + resource;
    }

    Answer get(String path) {
        return send("GET", path, "", "");
    }

    Answer getAs(String accept, String path) {
        return receive(request("GET", path, "", "").setHeader("Accept", accept).build());
    }

    Answer post(String path, String yaml) {
        return send("POST", path, "application/json", yaml);
    }

    Answer put(String path, String yaml) {
        return send("PUT", path, "application/json", yaml);
    }

    Answer put(String path, JsonNode object) {
        return send("PUT", path, "application/json", object.toString());
    }

    Answer patch(String type, String path, String yaml) {
        return send("PATCH", path, type, yaml);
    }

    Answer delete(String path) {
        return send("DELETE", path, "", "");
    }

    Answer delete(String path, String options) {
        return send("DELETE", path, "application/json", options);
    }

    /** Creates a ConfigMap in the namespace of this test. */
    Answer configMap(String name, String labels) {
        return post(
                        core("configmaps"),
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, labels: %s}, data: {key: value}}"
                                .formatted(name, labels))
                .ok();
    }

    Watch watch(String path) {
        try {
            HttpRequest request = request("GET", path, "", "").build();
            var response = endpoint.http().send(request, BodyHandlers.ofInputStream());
            return new Watch(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks again and again until the answer is as wanted; the last answer otherwise. */
    Answer eventually(String path, Predicate<Answer> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = get(path);
        while (!wanted.test(answer) && System.nanoTime() < deadline) {
            pause();
            answer = get(path);
        }
        return answer;
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode at(JsonNode node, String path) {
        JsonNode current = node;
        for (String step : path.split("\\.")) {
            current = step.chars().allMatch(Character::isDigit)
                    ? current.path(Integer.parseInt(step))
                    : current.path(step);
        }
        return current;
    }

    @Override
    public void close() {
        delete("/api/v1/namespaces/" + namespace);
    }

    private Answer send(String method, String path, String contentType, String yaml) {
        return receive(request(method, path, contentType, yaml).build());
    }

    private HttpRequest.Builder request(String method, String path, String contentType, String yaml) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url() + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json");
        endpoint.headers().forEach(request::header);
        if (contentType.isEmpty()) {
            return request.method(method, HttpRequest.BodyPublishers.noBody());
        }
        return request.header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(yaml(yaml).toString()));
    }

    private Answer receive(HttpRequest request) {
        try {
            var response = endpoint.http().send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readAllBytes();
                return new Answer(response.statusCode(), parse(bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? MissingNode.getInstance() : yaml(text);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
