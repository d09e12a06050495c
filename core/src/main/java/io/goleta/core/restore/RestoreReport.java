package io.goleta.core.restore;

import io.goleta.core.api.RestorePhase;
import org.jspecify.annotations.Nullable;

/**
 * What became of a restore.
 *
 * @param phase Completed or PartiallyFailed
 * @param unpublished why log and results are not in the bucket; null when they are
 */
public record RestoreReport(
        RestorePhase phase,
        int warnings,
        int errors,
        int items,
        @Nullable String unpublished) {}
