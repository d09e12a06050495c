package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the volume has come. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodVolumeBackupStatus(
        @Nullable PodVolumePhase phase,
        @Nullable String path,
        @Nullable String snapshotID,
        @Nullable String message,
        @Nullable Instant startTimestamp,
        @Nullable Instant completionTimestamp,
        @Nullable PodVolumeProgress progress) {}
