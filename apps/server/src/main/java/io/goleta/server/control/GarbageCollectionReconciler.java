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
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.item.KubernetesObject;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the deletion of backups whose time is over. What keeps a backup from being deleted stands in a label of it, and is
 * looked at again later.
 */
public final class GarbageCollectionReconciler implements Reconciler<Backup> {
    private static final Logger LOGGER = LoggerFactory.getLogger(GarbageCollectionReconciler.class);
    private static final String FAILURE = "velero.io/gc-failure";
    private static final String PROCESSED = "Processed";
    private static final Duration VELERO_DEFAULT = Duration.ofHours(1);

    private final Cluster cluster;
    private final String namespace;
    private final StorageLocations locations;
    private final Duration frequency;
    private final Clock clock;

    /**
     * @param frequency how often to reconcile a backup
     */
    @Inject
    public GarbageCollectionReconciler(
            Cluster cluster,
            @Named("namespace") String namespace,
            StorageLocations locations,
            @Named("garbage-collection-frequency") Duration frequency,
            Clock clock) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.locations = locations;
        this.frequency = frequency.isPositive() ? frequency : VELERO_DEFAULT;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<Backup> reconcile(Backup backup, Progress<Backup> progress) {
        Instant expiration = backup.status().expiration();
        if (expiration == null) {
            return ReconcileResult.done();
        }
        Duration left = Duration.between(clock.instant(), expiration);
        if (left.isPositive()) {
            return ReconcileResult.requeue(left.compareTo(frequency) < 0 ? left : frequency);
        }
        if (backup.status().phase() == Backup.Phase.InProgress) {
            return ReconcileResult.requeue(frequency); // it could not be deleted now
        }
        Optional<String> obstacle = obstacle(backup);
        if (obstacle.isEmpty() && !isAskedFor(backup)) {
            askFor(backup);
        }
        label(backup, obstacle.orElse(null));
        return ReconcileResult.update(backup).requeueAfter(frequency);
    }

    private Optional<String> obstacle(Backup backup) {
        if (backup.status().phase() == Backup.Phase.FailedValidation) {
            return Optional.empty(); // it has nothing anywhere
        }
        Optional<BackupStorageLocation> location =
                locations.find(Objects.requireNonNullElse(backup.spec().storageLocation(), ""));
        if (location.isEmpty()) {
            return Optional.of("BSLNotFound");
        }
        return !location.get().spec().allowsWriting() ? Optional.of("BSLReadOnly") : Optional.empty();
    }

    private boolean isAskedFor(Backup backup) {
        ListOptions ofBackup = ListOptions.inNamespace(namespace)
                .withLabels(VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(backup.name()) + ","
                        + VeleroApi.BACKUP_UID + "=" + backup.uid());
        return cluster.list(VeleroKind.DELETE_BACKUP_REQUEST, ofBackup).stream()
                .filter(VeleroObject::isReadable)
                .anyMatch(request -> !PROCESSED.equals(request.status().phase()));
    }

    private void askFor(Backup backup) {
        DeleteBackupRequest request = VeleroKind.DELETE_BACKUP_REQUEST.of(KubernetesObject.of(Map.of(
                "apiVersion",
                VeleroApi.API_VERSION,
                "kind",
                VeleroKind.DELETE_BACKUP_REQUEST.kind(),
                "metadata",
                Map.of("namespace", namespace, "generateName", backup.name() + "-"))));
        request.setLabel(VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backup.name()));
        request.setLabel(VeleroApi.BACKUP_UID, backup.uid());
        request.setSpec(new DeleteBackupRequest.Spec(backup.name()));
        cluster.create(request);
        LOGGER.info("backup {} has expired; deletion requested", backup.name());
    }

    private static void label(Backup backup, @Nullable String obstacle) {
        backup.setLabel(FAILURE, obstacle);
        if (obstacle != null) {
            LOGGER.warn("backup {} has expired but cannot be deleted: {}", backup.name(), obstacle);
        }
    }
}
