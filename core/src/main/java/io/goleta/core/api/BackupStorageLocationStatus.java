package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the bucket can be used. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupStorageLocationStatus(
        @Nullable String phase,
        @Nullable Instant lastSyncedTime,
        @Nullable Instant lastValidationTime,
        @Nullable String message) {}
