package io.goleta.core.api;

/**
 * The life of a restore: {@code New -> InProgress -> Completed | PartiallyFailed | Failed}, or {@code New ->
 * FailedValidation}.
 */
public enum RestorePhase {
    New,
    FailedValidation,
    InProgress,
    WaitingForPluginOperations,
    WaitingForPluginOperationsPartiallyFailed,
    Finalizing,
    FinalizingPartiallyFailed,
    Completed,
    PartiallyFailed,
    Failed;

    /** Whether the restore is over. */
    public boolean isTerminal() {
        return switch (this) {
            case FailedValidation, Completed, PartiallyFailed, Failed -> true;
            default -> false;
        };
    }
}
