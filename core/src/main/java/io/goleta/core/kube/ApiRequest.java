package io.goleta.core.kube;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API server.
 *
 * @param path with its query, relative to the API server's address
 * @param kind requests of one kind take about the same time; null when they do not
 * @param retryMode whether it may be sent again when it is unclear whether it arrived
 */
record ApiRequest(
        String method,
        String path,
        @Nullable String contentType,
        byte @Nullable [] body,
        @Nullable String kind,
        RetryMode retryMode) {

    /** When a request may be sent again. */
    enum RetryMode {
        /** After any failure that may pass: sending it twice does no harm. */
        IDEMPOTENT,
        /** Only after 429, when the server certainly did not act on it. */
        ONLY_ON_429,
        /** Once, after a short pause: the caller can do without the answer. */
        BRIEF
    }

    private static final String JSON = "application/json";
    // As kubectl does; some old kinds would leave their children behind by default.
    private static final byte[] DELETE_OPTIONS =
            "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Background\"}"
                    .getBytes(StandardCharsets.UTF_8);

    static ApiRequest get(String path, ApiResource resource) {
        return new ApiRequest("GET", path, null, null, "GET " + resource.id(), RetryMode.IDEMPOTENT);
    }

    static ApiRequest list(String path) {
        return new ApiRequest("GET", path, null, null, null, RetryMode.IDEMPOTENT);
    }

    static ApiRequest discovery(String path, RetryMode retryMode) {
        return new ApiRequest("GET", path, null, null, null, retryMode);
    }

    static ApiRequest create(ApiResource resource, @Nullable String namespace, byte[] body, RetryMode retryMode) {
        return new ApiRequest("POST", path(resource, namespace), JSON, body, "POST " + resource.id(), retryMode);
    }

    static ApiRequest mergePatch(String path, ApiResource resource, byte[] body) {
        return new ApiRequest(
                "PATCH", path, "application/merge-patch+json", body, "PATCH " + resource.id(), RetryMode.IDEMPOTENT);
    }

    static ApiRequest apply(String path, ApiResource resource, byte[] body) {
        // JSON is YAML.
        return new ApiRequest(
                "PATCH", path, "application/apply-patch+yaml", body, "APPLY " + resource.id(), RetryMode.IDEMPOTENT);
    }

    static ApiRequest put(String path, ApiResource resource, byte[] body) {
        return new ApiRequest("PUT", path, JSON, body, "PUT " + resource.id(), RetryMode.IDEMPOTENT);
    }

    static ApiRequest delete(String path, ApiResource resource) {
        return new ApiRequest("DELETE", path, JSON, DELETE_OPTIONS, "DELETE " + resource.id(), RetryMode.IDEMPOTENT);
    }

    /** The path of a resource's collection. */
    static String path(ApiResource resource, @Nullable String namespace) {
        StringBuilder path = new StringBuilder(resource.id().group().isEmpty() ? "/api/" : "/apis/");
        path.append(resource.apiVersion());
        if (namespace != null && resource.namespaced()) {
            requireSegment(namespace);
            path.append("/namespaces/").append(encoded(namespace));
        }
        return path.append('/').append(resource.id().resource()).toString();
    }

    /** The path of one object. */
    static String path(ApiResource resource, @Nullable String namespace, String name) {
        requireSegment(name);
        return path(resource, namespace) + "/" + encoded(name);
    }

    /** What would lead elsewhere, to the list or to another resource, is the name of no object. */
    private static void requireSegment(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new ApiException(404, "NotFound", "nothing can be called \"" + name + "\"", Optional.empty());
        }
    }

    /** {@code ?a=b&c=d} of the entries that are not empty. */
    static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((key, value) -> {
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(key)
                        .append('=')
                        .append(encoded(value));
            }
        });
        return query.toString();
    }

    /** Method and path, for messages: the query may be long. */
    @Override
    public String toString() {
        int end = path.indexOf('?');
        return method + " " + (end < 0 ? path : path.substring(0, end));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
