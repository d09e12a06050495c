package io.goleta.core.kube;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.goleta.core.json.Json;
import io.goleta.spi.error.GoletaException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Understands answers that are not successes. */
final class ApiErrors {
    private static final int LONGEST_TEXT = 300;

    private ApiErrors() {}

    static ApiException of(HttpResponse<?> response, byte[] body) {
        Map<String, Object> status = status(body);
        String message = status.get("message") instanceof String text && !text.isEmpty()
                ? text
                : plain(response.code(), new String(body, StandardCharsets.UTF_8));
        String reason = status.get("reason") instanceof String text ? text : "";
        return new ApiException(response.code(), reason, message, retryAfter(response, status));
    }

    private static Map<String, Object> status(byte[] body) {
        try {
            return Json.readMap(body);
        } catch (GoletaException notJson) {
            return Map.of(); // a proxy answered, or the body is plain text
        }
    }

    private static String plain(int code, String body) {
        String text = body.strip();
        String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
        return shown.isEmpty() ? "HTTP " + code : "HTTP " + code + ": " + shown;
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response, Map<String, Object> status) {
        Optional<Duration> header = response.headers("Retry-After").stream()
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .findFirst();
        if (header.isPresent()) {
            return header;
        }
        return status.get("details") instanceof Map<?, ?> details
                        && details.get("retryAfterSeconds") instanceof Number seconds
                        && seconds.longValue() > 0
                ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                : Optional.empty();
    }
}
