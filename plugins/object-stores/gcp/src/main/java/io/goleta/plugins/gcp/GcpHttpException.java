package io.goleta.plugins.gcp;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer that is no success. Stands in for Google's own exception, whose text shows the request's URL, which may be a secret. */
final class GcpHttpException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final Set<String> TOO_MANY = Set.of("rateLimitExceeded", "userRateLimitExceeded");
    private static final int LONGEST = 300;

    private final int status;
    private final String reason;
    private final String words;
    private final Duration retryAfter;

    private GcpHttpException(int status, String reason, String words, Duration retryAfter) {
        super("HTTP " + status + (reason.isEmpty() ? "" : " " + reason) + (words.isEmpty() ? "" : ": " + words));
        this.status = status;
        this.reason = reason;
        this.words = words;
        this.retryAfter = retryAfter;
    }

    static GcpHttpException of(HttpResponseException e) {
        return of(e.getStatusCode(), e.getContent(), e.getHeaders());
    }

    /** Reads the answer to its end. */
    static GcpHttpException of(HttpResponse response) throws IOException {
        return of(response.getStatusCode(), response.parseAsString(), response.getHeaders());
    }

    private static GcpHttpException of(int status, @Nullable String content, @Nullable HttpHeaders headers) {
        String text = Objects.requireNonNullElse(content, "");
        Duration retryAfter = seconds(headers == null ? null : headers.getRetryAfter());
        Map<?, ?> error = error(text);
        if (error.isEmpty()) {
            // A gateway's page says nothing to anybody.
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
            // Google's library keeps of an answer what is in it.
            return json.get("error") instanceof Map<?, ?> error ? error : json.containsKey("message") ? json : Map.of();
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }

    private static String line(String text) {
        String first = text.lines().findFirst().orElse("").strip();
        return first.length() > LONGEST ? first.substring(0, LONGEST) + "..." : first;
    }

    // Google never says it as a date.
    private static Duration seconds(@Nullable String said) {
        return said != null && said.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(said)) : Duration.ZERO;
    }

    int status() {
        return status;
    }

    /** A word of Google's for it, {@code forbidden} or {@code FORBIDDEN}; may be empty. */
    String reason() {
        return reason;
    }

    /** One line of Google's for people; may be empty. */
    String words() {
        return words;
    }

    /** How long the store wants us to wait; zero when it does not say. */
    Duration retryAfter() {
        return retryAfter;
    }

    boolean mayPass() {
        return status == 408 || status == 429 || status >= 500 || TOO_MANY.contains(reason);
    }

    boolean isOfBucket() {
        return status == 404
                && words.toLowerCase(Locale.ROOT).contains("bucket")
                && !words.startsWith("No such object");
    }
}
