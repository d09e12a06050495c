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

    /** A request that is not carried out, with every reason. */
    public static RestoreStatus invalid(List<String> validationErrors) {
        return new RestoreStatus(RestorePhase.FailedValidation, validationErrors, null, null, null, null, null, null);
    }

    /** A restore that begins. */
    public static RestoreStatus started(Instant now) {
        return new RestoreStatus(RestorePhase.InProgress, List.of(), null, null, null, now, null, null);
    }

    /** The same, with news of how far it has come. */
    public RestoreStatus withProgress(RestoreProgress news) {
        return new RestoreStatus(
                phase, validationErrors, warnings, errors, failureReason, startTimestamp, completionTimestamp, news);
    }

    /** The end of a restore that went through, whatever became of single objects. */
    public RestoreStatus finished(RestorePhase end, Instant now, int warningCount, int errorCount, int items) {
        return new RestoreStatus(
                end,
                validationErrors,
                warningCount,
                errorCount,
                null,
                startTimestamp,
                now,
                new RestoreProgress(items, items));
    }

    /** The same, with what went wrong as a whole. */
    public RestoreStatus because(@Nullable String reason) {
        return new RestoreStatus(
                phase, validationErrors, warnings, errors, reason, startTimestamp, completionTimestamp, progress);
    }

    /** The end of a restore that could not be carried out. */
    public RestoreStatus failed(Instant now, String reason) {
        return new RestoreStatus(
                RestorePhase.Failed, validationErrors, warnings, errors, reason, startTimestamp, now, progress);
    }
}
