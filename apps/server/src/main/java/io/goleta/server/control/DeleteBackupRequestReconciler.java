package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.controller.StatusText;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes a backup with all its data. What may pass is tried again a few times; what remains is written into the request, and
 * the backup stays in phase Deleting with everything that was not deleted, so that another request can finish the work.
 */
public final class DeleteBackupRequestReconciler implements Reconciler<DeleteBackupRequest> {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final String IN_PROGRESS = "InProgress";
    private static final String PROCESSED = "Processed";

    private final Cluster cluster;
    private final String namespace;
    private final StorageLocations locations;
    private final BackupDeletion deletion;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    public DeleteBackupRequestReconciler(
            Cluster cluster,
            @Named("namespace") String namespace,
            StorageLocations locations,
            BackupDeletion deletion,
            Clock clock) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.locations = locations;
        this.deletion = deletion;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<DeleteBackupRequest> reconcile(
            DeleteBackupRequest request, Progress<DeleteBackupRequest> progress) throws InterruptedException {
        if (phase(request).equals(PROCESSED)) {
            return retire(request);
        }
        String backup = Objects.requireNonNullElse(request.spec().backupName(), "");
        if (backup.isEmpty()) {
            return processed(request, List.of("spec.backupName is required"));
        }
        if (!underWay.add(backup)) {
            return ReconcileResult.requeue(BUSY); // another request for the same backup
        }
        try {
            return delete(request, backup, progress);
        } catch (GoletaException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return processed(request, List.of(StatusText.bounded(String.valueOf(e.getMessage()))));
        } finally {
            underWay.remove(backup);
        }
    }

    private ReconcileResult<DeleteBackupRequest> delete(
            DeleteBackupRequest request, String name, Progress<DeleteBackupRequest> progress)
            throws InterruptedException {
        Optional<Backup> backup = cluster.get(VeleroKind.BACKUP, namespace, name);
        if (backup.isEmpty()) {
            // Found InProgress, this request had deleted the backup when the process ended.
            return phase(request).equals(IN_PROGRESS)
                    ? ReconcileResult.deleted()
                    : processed(request, List.of("backup not found"));
        }
        if (wasNeverMade(backup.get())) {
            cluster.delete(backup.get());
            deleteOtherRequests(request, name);
            return ReconcileResult.deleted();
        }
        Optional<BackupStorageLocation> location = locations.find(location(backup.get()));
        Optional<String> refusal = refusal(backup.get(), location);
        if (refusal.isPresent()) {
            return processed(request, List.of(refusal.get()));
        }
        label(request, backup.get());
        request.setStatus(new DeleteBackupRequest.Status(IN_PROGRESS, List.of()));
        progress.report(request);
        List<String> errors = deletion.delete(backup.get(), location.orElseThrow());
        if (!errors.isEmpty()) {
            return processed(request, errors);
        }
        deleteOtherRequests(request, name);
        return ReconcileResult.deleted();
    }

    private static boolean wasNeverMade(Backup backup) {
        return backup.status().phase() == Backup.Phase.FailedValidation;
    }

    private static Optional<String> refusal(Backup backup, Optional<BackupStorageLocation> location) {
        if (backup.status().phase() == Backup.Phase.InProgress) {
            return Optional.of("backup is still in progress");
        }
        if (location.isEmpty()) {
            return Optional.of("backup storage location " + location(backup) + " not found");
        }
        return !location.get().spec().allowsWriting()
                ? Optional.of("cannot delete backup because backup storage location " + location(backup)
                        + " is currently in read-only mode")
                : Optional.empty();
    }

    private ReconcileResult<DeleteBackupRequest> retire(DeleteBackupRequest request) {
        Instant end = request.created().orElseThrow().plus(KEPT);
        Duration left = Duration.between(clock.instant(), end);
        return left.isPositive() ? ReconcileResult.requeue(left) : ReconcileResult.deleted();
    }

    private static ReconcileResult<DeleteBackupRequest> processed(DeleteBackupRequest request, List<String> errors) {
        request.setStatus(new DeleteBackupRequest.Status(PROCESSED, errors));
        return ReconcileResult.update(request).requeueAfter(KEPT);
    }

    private static void label(DeleteBackupRequest request, Backup backup) {
        request.setLabel(VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backup.name()));
        request.setLabel(VeleroApi.BACKUP_UID, backup.uid());
    }

    private void deleteOtherRequests(DeleteBackupRequest request, String backup) {
        cluster.list(VeleroKind.DELETE_BACKUP_REQUEST, ListOptions.inNamespace(namespace)).stream()
                .filter(VeleroObject::isReadable)
                .filter(other -> !other.name().equals(request.name()))
                .filter(other -> backup.equals(other.spec().backupName()))
                .forEach(cluster::delete);
    }

    private static String location(Backup backup) {
        return Objects.requireNonNullElse(backup.spec().storageLocation(), "");
    }

    private static String phase(DeleteBackupRequest request) {
        return Objects.requireNonNullElse(request.status().phase(), "");
    }
}
