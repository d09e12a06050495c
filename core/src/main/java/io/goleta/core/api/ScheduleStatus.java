package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the schedule runs, and when it last did. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduleStatus(
        @Nullable SchedulePhase phase,
        @Nullable Instant lastBackup,
        @Nullable Instant lastSkipped,
        List<String> validationErrors) {

    @SuppressWarnings("NullAway") // Jackson passes null for what the wire leaves out
    public ScheduleStatus {
        validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
    }
}
