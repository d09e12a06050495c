package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import org.jspecify.annotations.Nullable;

/**
 * What became of a restore.
 *
 * @param phase Completed or PartiallyFailed
 * @param unpublished why log and results are not in the bucket; null when they are
 */
public record RestoreReport(
        Restore.Phase phase,
        int warnings,
        int errors,
        int items,
        @Nullable String unpublished) {}
