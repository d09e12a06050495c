package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a backup. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupStatus(
        @Nullable Integer version,
        @Nullable String formatVersion,
        @Nullable Instant expiration,
        @Nullable BackupPhase phase,
        List<String> validationErrors,
        @Nullable Instant startTimestamp,
        @Nullable Instant completionTimestamp,
        @Nullable String failureReason,
        @Nullable Integer warnings,
        @Nullable Integer errors,
        @Nullable BackupProgress progress) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public BackupStatus {
        validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
    }
}
