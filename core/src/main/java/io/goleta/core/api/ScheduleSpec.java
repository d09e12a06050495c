package io.goleta.core.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * When to make which backups.
 *
 * @param schedule five fields as in cron, or {@code @daily} and its like
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduleSpec(
        @Nullable BackupSpec template,
        @Nullable String schedule,
        @Nullable Boolean useOwnerReferencesInBackup,
        @Nullable Boolean paused,
        @Nullable Boolean skipImmediately) {}
