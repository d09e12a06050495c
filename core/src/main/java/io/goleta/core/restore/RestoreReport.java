package io.goleta.core.restore;

import io.goleta.core.api.RestorePhase;

/**
 * What became of a restore.
 *
 * @param phase Completed or PartiallyFailed
 */
public record RestoreReport(RestorePhase phase, int warnings, int errors, int items) {}
