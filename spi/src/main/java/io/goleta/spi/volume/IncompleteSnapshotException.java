package io.goleta.spi.volume;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;

/**
 * Some files of the volume could not be read, and a snapshot of the others was kept. The host reports the volume as failed, and
 * restores the snapshot all the same when a user asks for it: what could be read is better than nothing.
 */
public final class IncompleteSnapshotException extends GoletaException {
    private static final long serialVersionUID = 1L;

    private final transient Snapshot snapshot;

    /**
     * @param snapshot can be restored
     * @param message names the files that are missing, or the first of many
     */
    public IncompleteSnapshotException(Snapshot snapshot, String message) {
        super(Fault.CLUSTER, message);
        this.snapshot = snapshot;
    }

    /** What could be read. */
    public Snapshot snapshot() {
        return snapshot;
    }
}
