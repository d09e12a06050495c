package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import java.time.Instant;

/**
 * What became of a backup. It is in the bucket, unless an exception was thrown instead.
 *
 * @param phase Completed or PartiallyFailed
 * @param items how many objects were taken up
 * @param completed when, as the bucket has it
 */
public record BackupReport(Backup.Phase phase, int warnings, int errors, int items, Instant completed) {}
