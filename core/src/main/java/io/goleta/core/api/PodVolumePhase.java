package io.goleta.core.api;

import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The phase of a PodVolumeBackup or PodVolumeRestore; empty for one that no version we know writes. */
    public static Optional<PodVolumePhase> of(KubernetesObject podVolume) {
        String name = podVolume
                .string("status", "phase")
                .filter(text -> !text.isEmpty())
                .orElse(New.name());
        return Stream.of(values()).filter(phase -> phase.name().equals(name)).findFirst();
    }

    /** Whether the move ended without its volume. */
    public boolean isFailure() {
        return this == Failed || this == Canceled;
    }

    /** Whether the move is over. */
    public boolean isTerminal() {
        return this == Completed || isFailure();
    }
}
