package io.goleta.core.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;

/**
 * How far a {@link RepositoryRequest} has come, as the annotation {@code goleta.io/operation} says it in JSON.
 *
 * @param operation as in the request
 * @param time when this was written, RFC 3339
 * @param message why it waits, what the data mover is doing, or what came of it
 */
public record RepositoryAnswer(String token, String operation, State state, String time, String message) {

    private static final ObjectMapper JSON = new ObjectMapper();

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
            JsonNode read = JSON.readTree(json);
            return Optional.of(new RepositoryAnswer(
                    text(read, "token"),
                    text(read, "operation"),
                    State.valueOf(text(read, "state")),
                    text(read, "time"),
                    text(read, "message")));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As the annotation says it. */
    public String json() {
        return JSON.createObjectNode()
                .put("token", token)
                .put("operation", operation)
                .put("state", state.name())
                .put("time", time)
                .put("message", message)
                .toString();
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).asText("");
    }
}
