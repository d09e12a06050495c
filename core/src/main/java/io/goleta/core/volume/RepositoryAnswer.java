package io.goleta.core.volume;

import io.goleta.core.kube.Json;
import io.goleta.spi.error.GoletaException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a {@link RepositoryRequest} has come, as the annotation {@code goleta.io/operation} says it in JSON.
 *
 * @param operation as in the request
 * @param time when this was written, RFC 3339
 * @param message why it waits, what restic is doing, or what came of it
 */
public record RepositoryAnswer(String token, String operation, State state, String time, String message) {

    /** How far. */
    public enum State {
        /** For volumes that are being moved, or for other repositories. */
        Waiting,
        Running,
        Succeeded,
        Failed;

        /** Whether nothing more will come. */
        public boolean isTerminal() {
            return this == Succeeded || this == Failed;
        }
    }

    /** Reads the annotation; empty when it is not there or something else. */
    public static Optional<RepositoryAnswer> parse(Map<String, String> annotations, String annotation) {
        String json = annotations.getOrDefault(annotation, "");
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<String, Object> read = Json.readMap(json.getBytes(StandardCharsets.UTF_8));
            return Optional.of(new RepositoryAnswer(
                    text(read, "token"),
                    text(read, "operation"),
                    State.valueOf(text(read, "state")),
                    text(read, "time"),
                    text(read, "message")));
        } catch (GoletaException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As the annotation says it. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("token", token);
        json.put("operation", operation);
        json.put("state", state.name());
        json.put("time", time);
        json.put("message", message);
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    private static String text(Map<String, Object> json, String key) {
        return String.valueOf(json.getOrDefault(key, ""));
    }
}
