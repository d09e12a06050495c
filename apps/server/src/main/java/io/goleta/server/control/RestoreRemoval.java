package io.goleta.server.control;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the files of a restore that somebody deleted. A finalizer keeps the object until then, but never for ever: files that
 * cannot be deleted, because their location is gone, read-only or out of reach for an hour, stay in the bucket.
 */
public final class RestoreRemoval {
    private static final Logger LOGGER = LoggerFactory.getLogger(RestoreRemoval.class);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Cluster cluster;
    private final StorageLocations locations;
    private final Clock clock;

    @Inject
    public RestoreRemoval(Cluster cluster, StorageLocations locations, Clock clock) {
        this.cluster = cluster;
        this.locations = locations;
        this.clock = clock;
    }

    /** Sees to it that the files of a restore are deleted with it. */
    static void provide(Restore restore) {
        restore.setFinalizer(VeleroApi.RESTORE_FINALIZER, true);
    }

    /** Its files are deleted: nothing keeps the object any more. */
    static void done(Cluster cluster, Restore restore) {
        Restore free = VeleroKind.RESTORE.of(restore.object());
        free.setFinalizer(VeleroApi.RESTORE_FINALIZER, false);
        cluster.patch(restore.object(), free);
    }

    /** Whether the restore is being deleted and waits for its files to be. */
    boolean isAsked(Restore restore) {
        return asked(restore).isPresent() && restore.hasFinalizer(VeleroApi.RESTORE_FINALIZER);
    }

    private static Optional<Instant> asked(Restore restore) {
        try {
            return restore.object().string("metadata", "deletionTimestamp").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.of(Instant.EPOCH);
        }
    }

    /**
     * Deletes the files and lets the object go.
     *
     * @throws GoletaException when the files cannot be deleted now, but perhaps later
     */
    ReconcileResult<Restore> remove(Restore restore) {
        try {
            location(restore)
                    .ifPresentOrElse(
                            location -> locations.catalog(location).deleteRestore(restore.name()),
                            () -> LOGGER.warn(
                                    "restore {} is deleted without its files: its backup or storage location is gone or"
                                            + " read-only",
                                    restore.name()));
        } catch (GoletaException e) {
            if (clock.instant().isBefore(asked(restore).orElseThrow().plus(PATIENCE))) {
                throw e;
            }
            LOGGER.error("restore {} is deleted without its files: {}", restore.name(), e.getMessage());
        }
        restore.setFinalizer(VeleroApi.RESTORE_FINALIZER, false);
        return ReconcileResult.update(restore);
    }

    private Optional<BackupStorageLocation> location(Restore restore) {
        return Optional.ofNullable(restore.spec().backupName())
                .filter(name -> !name.isEmpty())
                .flatMap(name -> cluster.get(VeleroKind.BACKUP, restore.namespace(), name))
                .filter(VeleroObject::isReadable)
                .map(backup -> Objects.requireNonNullElse(backup.spec().storageLocation(), ""))
                .flatMap(locations::find)
                .filter(VeleroObject::isReadable)
                .filter(location -> location.spec().allowsWriting());
    }
}
