package io.goleta.plugins.restic.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The holder of a lock, as recorded in the lock.
 *
 * @param host in Kubernetes the name of the pod
 * @param time when the lock was written or, every five minutes, renewed
 */
record LockHolder(String host, long pid, Instant time) {

    /** Reads what {@code restic cat lock} prints; empty when it is not that. */
    static Optional<LockHolder> parse(String json) {
        return JsonLine.parse(json).flatMap(LockHolder::read);
    }

    private static Optional<LockHolder> read(JsonNode lock) {
        try {
            return Optional.of(new LockHolder(
                    lock.path("hostname").asText(),
                    lock.path("pid").asLong(),
                    OffsetDateTime.parse(lock.path("time").asText()).toInstant()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
