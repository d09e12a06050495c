package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import io.goleta.plugins.stores.RetryPauses;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An error response. Replaces Google's own exception, whose message contains the request's URL, which may be a secret. */
final class GcpHttpException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final Set<String> TOO_MANY = Set.of("rateLimitExceeded", "userRateLimitExceeded");
    private static final int LONGEST = 300;

    private final int status;
    private final String reason;
    private final String message;
    private final Duration retryAfter;

    private GcpHttpException(int status, String reason, String message, Duration retryAfter) {
        super("HTTP " + status + (reason.isEmpty() ? "" : " " + reason) + (message.isEmpty() ? "" : ": " + message));
        this.status = status;
        this.reason = reason;
        this.message = message;
        this.retryAfter = retryAfter;
    }

    static GcpHttpException of(HttpResponseException e) {
        return of(e.getStatusCode(), e.getContent(), e.getHeaders());
    }

    /** Reads the response to its end. */
    static GcpHttpException of(HttpResponse response) throws IOException {
        return of(response.getStatusCode(), response.parseAsString(), response.getHeaders());
    }

    private static GcpHttpException of(int status, @Nullable String content, @Nullable HttpHeaders headers) {
        String text = Objects.requireNonNullElse(content, "");
        Duration retryAfter = RetryPauses.requested(headers == null ? null : headers.getRetryAfter());
        Map<?, ?> error = error(text);
        if (error.isEmpty()) {
            // The HTML page of a gateway does not help users.
            return new GcpHttpException(status, "", text.startsWith("<") ? "" : line(text), retryAfter);
        }
        Object first = error.get("errors") instanceof List<?> all && !all.isEmpty() ? all.getFirst() : Map.of();
        Object reason = first instanceof Map<?, ?> one ? one.get("reason") : error.get("status");
        return new GcpHttpException(
                status, Objects.toString(reason, ""), line(Objects.toString(error.get("message"), "")), retryAfter);
    }

    private static Map<?, ?> error(String text) {
        if (!text.startsWith("{")) {
            return Map.of();
        }
        try {
            GenericJson json = GsonFactory.getDefaultInstance().fromString(text, GenericJson.class);
            // Google's library may have unwrapped the error already.
            return json.get("error") instanceof Map<?, ?> error ? error : json.containsKey("message") ? json : Map.of();
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }

    private static String line(String text) {
        String first = text.lines().findFirst().orElse("").strip();
        return first.length() > LONGEST ? first.substring(0, LONGEST) + "..." : first;
    }

    int status() {
        return status;
    }

    /** Google's error reason, {@code forbidden} or {@code FORBIDDEN}; may be empty. */
    String reason() {
        return reason;
    }

    /** The first line of Google's error message; may be empty. */
    String message() {
        return message;
    }

    /** The pause that the store asks for; zero when it does not. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** Whether a retry may succeed. */
    boolean isTemporary() {
        return status == 408 || status == 429 || status >= 500 || TOO_MANY.contains(reason);
    }

    /** Whether the bucket is missing. */
    boolean isMissingBucket() {
        return status == 404
                && message.toLowerCase(Locale.ROOT).contains("bucket")
                && !message.startsWith("No such object");
    }
}
