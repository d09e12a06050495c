package io.goleta.core.api;

/** The life of one volume's move: {@code New -> InProgress -> Completed | Failed}. An absent phase means New. */
public enum PodVolumePhase {
    New,
    Accepted,
    Prepared,
    InProgress,
    Canceling,
    Canceled,
    Completed,
    Failed;

    /** Whether the move is over. */
    public boolean isTerminal() {
        return this == Completed || this == Failed || this == Canceled;
    }
}
