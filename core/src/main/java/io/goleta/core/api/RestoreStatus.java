package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a restore. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RestoreStatus(
        @Nullable RestorePhase phase,
        List<String> validationErrors,
        @Nullable Integer warnings,
        @Nullable Integer errors,
        @Nullable String failureReason,
        @Nullable Instant startTimestamp,
        @Nullable Instant completionTimestamp,
        @Nullable RestoreProgress progress) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public RestoreStatus {
        validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
    }
}
