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

    /** The backup format that Goleta writes. */
    public static final String FORMAT_VERSION = "1.1.0";

    /** A request that is not carried out, with every reason. */
    public static BackupStatus invalid(List<String> validationErrors) {
        return new BackupStatus(
                1,
                FORMAT_VERSION,
                null,
                BackupPhase.FailedValidation,
                validationErrors,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A backup that begins. */
    public static BackupStatus started(Instant now, Instant expiration) {
        return new BackupStatus(
                1, FORMAT_VERSION, expiration, BackupPhase.InProgress, List.of(), now, null, null, null, null, null);
    }

    /** The same, with news of how far it has come. */
    public BackupStatus withProgress(BackupProgress news) {
        return new BackupStatus(
                version,
                formatVersion,
                expiration,
                phase,
                validationErrors,
                startTimestamp,
                completionTimestamp,
                failureReason,
                warnings,
                errors,
                news);
    }

    /** The end of a backup that is in the bucket. */
    public BackupStatus finished(BackupPhase end, Instant now, int warningCount, int errorCount, int items) {
        return new BackupStatus(
                version,
                formatVersion,
                expiration,
                end,
                validationErrors,
                startTimestamp,
                now,
                null,
                warningCount,
                errorCount,
                new BackupProgress(items, items));
    }

    /** The end of a backup that is not in the bucket. */
    public BackupStatus failed(Instant now, String reason) {
        return new BackupStatus(
                version,
                formatVersion,
                expiration,
                BackupPhase.Failed,
                validationErrors,
                startTimestamp,
                now,
                reason,
                warnings,
                errors,
                progress);
    }
}
