package io.goleta.core.backup;

import io.goleta.core.api.BackupPhase;

/**
 * What became of a backup. It is in the bucket, unless an exception was thrown instead.
 *
 * @param phase Completed or PartiallyFailed
 */
public record BackupReport(BackupPhase phase, int warnings, int errors, int items) {}
