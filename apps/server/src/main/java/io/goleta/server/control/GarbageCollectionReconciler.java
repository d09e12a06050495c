package io.goleta.server.control;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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

    private final KubernetesClient client;
    private final String namespace;
    private final StorageLocations locations;
    private final Duration frequency;
    private final Clock clock;

    /**
     * @param frequency how often to look at a backup again
     */
    public GarbageCollectionReconciler(
            KubernetesClient client, String namespace, StorageLocations locations, Duration frequency, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.locations = locations;
        this.frequency = frequency.isPositive() ? frequency : VELERO_DEFAULT;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<Backup> reconcile(Backup backup, Progress<Backup> progress) {
        Instant expiration =
                backup.getStatus() == null ? null : backup.getStatus().expiration();
        if (expiration == null) {
            return ReconcileResult.done();
        }
        Duration left = Duration.between(clock.instant(), expiration);
        if (left.isPositive()) {
            return ReconcileResult.after(left.compareTo(frequency) < 0 ? left : frequency);
        }
        if (backup.getStatus().phase() == BackupPhase.InProgress) {
            return ReconcileResult.after(frequency); // it could not be deleted now
        }
        Optional<String> obstacle = obstacle(backup);
        if (obstacle.isEmpty() && !isAskedFor(backup)) {
            askFor(backup);
        }
        label(backup, obstacle.orElse(null));
        return ReconcileResult.update(backup).again(frequency);
    }

    private Optional<String> obstacle(Backup backup) {
        Optional<BackupStorageLocation> location =
                locations.find(Objects.requireNonNullElse(backup.getSpec().storageLocation(), ""));
        if (location.isEmpty()) {
            return Optional.of("BSLNotFound");
        }
        return "ReadOnly".equals(location.get().getSpec().accessMode()) ? Optional.of("BSLReadOnly") : Optional.empty();
    }

    private boolean isAskedFor(Backup backup) {
        return client
                .resources(DeleteBackupRequest.class)
                .inNamespace(namespace)
                .withLabels(labels(backup))
                .list()
                .getItems()
                .stream()
                .anyMatch(request -> request.getStatus() == null
                        || !PROCESSED.equals(request.getStatus().phase()));
    }

    private void askFor(Backup backup) {
        String name = backup.getMetadata().getName();
        DeleteBackupRequest request = new DeleteBackupRequest();
        request.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withGenerateName(name + "-")
                .withLabels(labels(backup))
                .build());
        request.setSpec(new DeleteBackupRequest.Spec(name));
        client.resource(request).create();
        LOGGER.info("backup {} has expired, and is to be deleted", name);
    }

    private static Map<String, String> labels(Backup backup) {
        return Map.of(
                VeleroApi.BACKUP_NAME,
                VeleroApi.labelValue(backup.getMetadata().getName()),
                VeleroApi.BACKUP_UID,
                backup.getMetadata().getUid());
    }

    private static void label(Backup backup, @Nullable String obstacle) {
        Map<String, String> labels =
                new HashMap<>(Objects.requireNonNullElse(backup.getMetadata().getLabels(), Map.of()));
        if (obstacle == null) {
            labels.remove(FAILURE);
        } else {
            labels.put(FAILURE, obstacle);
            LOGGER.warn(
                    "backup {} has expired but cannot be deleted: {}",
                    backup.getMetadata().getName(),
                    obstacle);
        }
        backup.getMetadata().setLabels(labels);
    }
}
