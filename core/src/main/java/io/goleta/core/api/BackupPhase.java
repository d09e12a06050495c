package io.goleta.core.api;

/**
 * The life of a backup: {@code New -> InProgress -> Completed | PartiallyFailed | Failed}, or {@code New ->
 * FailedValidation}; any of the last four {@code -> Deleting}. Newer Veleros' phases are read and never written.
 */
public enum BackupPhase {
    New,
    FailedValidation,
    Queued,
    ReadyToStart,
    InProgress,
    WaitingForPluginOperations,
    WaitingForPluginOperationsPartiallyFailed,
    Finalizing,
    FinalizingPartiallyFailed,
    Completed,
    PartiallyFailed,
    Failed,
    Deleting;

    /** Whether the backup is over. */
    public boolean isTerminal() {
        return switch (this) {
            case FailedValidation, Completed, PartiallyFailed, Failed -> true;
            default -> false;
        };
    }

    /** Whether there is something in the bucket to restore from. */
    public boolean isRestorable() {
        return this == Completed || this == PartiallyFailed;
    }
}
