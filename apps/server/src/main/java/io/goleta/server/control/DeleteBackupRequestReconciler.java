package io.goleta.server.control;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupPhase;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.VeleroApi;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.location.StorageLocations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final KubernetesClient client;
    private final String namespace;
    private final StorageLocations locations;
    private final BackupDeletion deletion;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public DeleteBackupRequestReconciler(
            KubernetesClient client,
            String namespace,
            StorageLocations locations,
            BackupDeletion deletion,
            Clock clock) {
        this.client = client;
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
        String backup = request.getSpec() == null
                ? ""
                : Objects.requireNonNullElse(request.getSpec().backupName(), "");
        if (backup.isEmpty()) {
            return processed(request, List.of("spec.backupName is required"));
        }
        if (!underWay.add(backup)) {
            return ReconcileResult.after(BUSY); // another request for the same backup
        }
        try {
            return delete(request, backup, progress);
        } finally {
            underWay.remove(backup);
        }
    }

    private ReconcileResult<DeleteBackupRequest> delete(
            DeleteBackupRequest request, String name, Progress<DeleteBackupRequest> progress)
            throws InterruptedException {
        Optional<Backup> backup = Optional.ofNullable(client.resources(Backup.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
        if (backup.isEmpty()) {
            // Found InProgress, this request had deleted the backup when the process ended.
            return phase(request).equals(IN_PROGRESS)
                    ? ReconcileResult.deleted()
                    : processed(request, List.of("backup not found"));
        }
        if (wasNeverMade(backup.get())) {
            client.resource(backup.get()).delete();
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
        return backup.getStatus() != null && backup.getStatus().phase() == BackupPhase.FailedValidation;
    }

    private static Optional<String> refusal(Backup backup, Optional<BackupStorageLocation> location) {
        if (backup.getStatus() != null && backup.getStatus().phase() == BackupPhase.InProgress) {
            return Optional.of("backup is still in progress");
        }
        if (location.isEmpty()) {
            return Optional.of("backup storage location " + location(backup) + " not found");
        }
        return "ReadOnly".equals(location.get().getSpec().accessMode())
                ? Optional.of("cannot delete backup because backup storage location " + location(backup)
                        + " is currently in read-only mode")
                : Optional.empty();
    }

    private ReconcileResult<DeleteBackupRequest> retire(DeleteBackupRequest request) {
        Instant end =
                Instant.parse(request.getMetadata().getCreationTimestamp()).plus(KEPT);
        Duration left = Duration.between(clock.instant(), end);
        return left.isPositive() ? ReconcileResult.after(left) : ReconcileResult.deleted();
    }

    private static ReconcileResult<DeleteBackupRequest> processed(DeleteBackupRequest request, List<String> errors) {
        request.setStatus(new DeleteBackupRequest.Status(PROCESSED, errors));
        return ReconcileResult.update(request).again(KEPT);
    }

    private static void label(DeleteBackupRequest request, Backup backup) {
        Map<String, String> labels =
                new HashMap<>(Objects.requireNonNullElse(request.getMetadata().getLabels(), Map.of()));
        labels.put(
                VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backup.getMetadata().getName()));
        labels.put(VeleroApi.BACKUP_UID, backup.getMetadata().getUid());
        request.getMetadata().setLabels(labels);
    }

    private void deleteOtherRequests(DeleteBackupRequest request, String backup) {
        client.resources(DeleteBackupRequest.class).inNamespace(namespace).list().getItems().stream()
                .filter(other -> !other.getMetadata()
                        .getName()
                        .equals(request.getMetadata().getName()))
                .filter(other ->
                        other.getSpec() != null && backup.equals(other.getSpec().backupName()))
                .forEach(other -> client.resource(other).delete());
    }

    private static String location(Backup backup) {
        return Objects.requireNonNullElse(backup.getSpec().storageLocation(), "");
    }

    private static String phase(DeleteBackupRequest request) {
        return request.getStatus() == null
                ? ""
                : Objects.requireNonNullElse(request.getStatus().phase(), "");
    }
}
