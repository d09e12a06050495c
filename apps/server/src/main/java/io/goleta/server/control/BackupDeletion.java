package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.core.run.Retry;
import io.goleta.server.controller.StatusText;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.repository.RepositoryAccess;
import io.goleta.server.repository.RepositoryAddress;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of deleting a backup: snapshots of volumes first, files last, objects in the cluster at the very end. A step that
 * failed keeps the later ones from happening, so that nothing is lost sight of before it is gone; every step may be repeated.
 */
public final class BackupDeletion {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackupDeletion.class);
    private static final ExponentialBackoff BACKOFF =
            new ExponentialBackoff(Duration.ofMillis(500), Duration.ofSeconds(5), 3);

    private final Cluster cluster;
    private final String namespace;
    private final StorageLocations locations;
    private final RepositoryAccess access;
    private final Retry retry;

    @Inject
    public BackupDeletion(
            Cluster cluster,
            @Named("namespace") String namespace,
            StorageLocations locations,
            RepositoryAccess access) {
        this(cluster, namespace, locations, access, BACKOFF);
    }

    BackupDeletion(
            Cluster cluster,
            String namespace,
            StorageLocations locations,
            RepositoryAccess access,
            ExponentialBackoff backoff) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.locations = locations;
        this.access = access;
        this.retry = new Retry(backoff, e -> e instanceof GoletaException failure && failure.isRetryable());
    }

    /** Deletes everything; returns what went wrong, after which the Backup still exists in phase Deleting. */
    List<String> delete(Backup backup, BackupStorageLocation location) throws InterruptedException {
        String name = backup.name();
        List<String> errors = new ArrayList<>();
        BackupCatalog catalog = locations.catalog(location);
        attempt(errors, "looking for volume snapshots", () -> checkSnapshots(backup, catalog));
        if (!errors.isEmpty()) {
            return List.copyOf(errors);
        }
        attempt(errors, "marking the backup", () -> markDeleting(name));
        attempt(
                errors,
                "reading which volumes the backup has",
                () -> forgetSnapshots(backup, location, catalog, errors));
        if (errors.isEmpty()) {
            restoresOf(name).forEach(restore -> deleteRestore(restore, catalog, errors));
        }
        if (errors.isEmpty()) {
            attempt(errors, "deleting the files of the backup", () -> {
                if (filesAreOurs(backup, catalog)) {
                    catalog.deleteBackup(name);
                }
            });
        }
        if (errors.isEmpty()) {
            attempt(errors, "deleting the backup", () -> cluster.delete(backup));
            LOGGER.info("backup {} deleted", name);
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return List.copyOf(errors);
    }

    /** Only the bucket knows of the snapshots that Velero made in other places; without the backup they would be there for ever. */
    private static void checkSnapshots(Backup backup, BackupCatalog catalog) {
        String name = backup.name();
        if (!filesAreOurs(backup, catalog) || catalog.metadata(name).isEmpty()) {
            return;
        }
        List<String> snapshots = catalog.volumeSnapshots(name);
        if (snapshots.isEmpty()) {
            return;
        }
        if ("true".equals(backup.annotations().get(VeleroApi.ORPHAN_SNAPSHOTS))) {
            LOGGER.warn("backup {} is deleted; its volume snapshots stay: {}", name, snapshots);
            return;
        }
        throw new GoletaException(
                Fault.USER,
                StatusText.bounded(
                        "Velero made " + snapshots.size() + " volume snapshots for this backup, which only Velero can"
                                + " delete. Delete the backup with Velero; or delete them"
                                + " where"
                                + " they"
                                + " are,"
                                + " annotate"
                                + " the Backup"
                                + " with"
                                + " " + VeleroApi.ORPHAN_SNAPSHOTS + "=true and delete it again: " + snapshots));
    }

    private void markDeleting(String name) {
        cluster.mergePatch(
                ApiResource.of(VeleroKind.BACKUP),
                namespace,
                name,
                Map.of("status", Map.of("phase", Backup.Phase.Deleting.name())));
    }

    private void forgetSnapshots(
            Backup backup, BackupStorageLocation location, BackupCatalog catalog, List<String> errors) {
        snapshots(backup, location, catalog)
                .forEach((repository, ids) -> attempt(
                        errors,
                        "forgetting the snapshots of namespace " + repository.namespace(),
                        () -> forget(repository, ids)));
    }

    private void forget(RepositoryAddress repository, Set<String> snapshots) {
        if (!access.exists(repository)) {
            return;
        }
        try (DataMover mover = access.open(repository)) {
            mover.forget(List.copyOf(snapshots));
        }
    }

    /** Snapshot ids by the repository they are in: from the cluster, and from the bucket in case objects were lost. */
    private Map<RepositoryAddress, Set<String>> snapshots(
            Backup backup, BackupStorageLocation location, BackupCatalog catalog) {
        String name = backup.name();
        Stream<PodVolumeBackup> known = cluster
                .list(
                        VeleroKind.POD_VOLUME_BACKUP,
                        ListOptions.inNamespace(namespace)
                                .withLabels(VeleroApi.BACKUP_NAME + "=" + VeleroApi.labelValue(name)))
                .stream();
        Stream<PodVolumeBackup> published =
                filesAreOurs(backup, catalog) && catalog.metadata(name).isPresent()
                        ? catalog.podVolumeBackups(name).stream().map(VeleroKind.POD_VOLUME_BACKUP::of)
                        : Stream.empty();
        Map<RepositoryAddress, Set<String>> snapshots = new LinkedHashMap<>();
        Stream.concat(known, published)
                .filter(volume -> !snapshot(volume).isEmpty())
                .forEach(volume -> {
                    String dataMover = UploaderType.dataMover(volume.spec().uploaderType());
                    RepositoryAddress address = new RepositoryAddress(dataMover, location, podNamespace(volume));
                    if (isForeign(dataMover)) {
                        LOGGER.warn(
                                "snapshot {} of namespace {} stays: it was made by {}, which is not Goleta's",
                                snapshot(volume),
                                address.namespace(),
                                UploaderType.of(dataMover));
                    } else {
                        snapshots
                                .computeIfAbsent(address, key -> new TreeSet<>())
                                .add(snapshot(volume));
                    }
                });
        return snapshots;
    }

    /**
     * Snapshots of Velero's other uploaders are left where they are. Those of a plugin that is missing right now keep the backup
     * from being deleted, or they would never be removed.
     */
    private boolean isForeign(String dataMover) {
        return !UploaderType.of(dataMover).contains("/") && !access.isOffered(dataMover);
    }

    /** A backup that failed because its name was taken in the bucket must not take the other one with it. */
    private static boolean filesAreOurs(Backup backup, BackupCatalog catalog) {
        boolean failed = backup.status().failureReason() != null;
        return !failed
                || catalog.metadata(backup.name())
                        .flatMap(published -> published.string("status", "phase"))
                        .filter(phase -> phase.equals(Backup.Phase.Completed.name())
                                || phase.equals(Backup.Phase.PartiallyFailed.name()))
                        .isEmpty();
    }

    private static String snapshot(PodVolumeBackup volume) {
        return Objects.requireNonNullElse(volume.status().snapshotID(), "");
    }

    private static String podNamespace(PodVolumeBackup volume) {
        return volume.object().string("spec", "pod", "namespace").orElse("");
    }

    private List<Restore> restoresOf(String backup) {
        return cluster.list(VeleroKind.RESTORE, ListOptions.inNamespace(namespace)).stream()
                .filter(VeleroObject::isReadable)
                .filter(restore -> backup.equals(restore.spec().backupName()))
                .toList();
    }

    private void deleteRestore(Restore restore, BackupCatalog catalog, List<String> errors) {
        String name = restore.name();
        attempt(errors, "deleting restore " + name, () -> {
            catalog.deleteRestore(name);
            RestoreRemoval.done(cluster, restore);
            cluster.delete(restore);
        });
    }

    private void attempt(List<String> errors, String what, Runnable step) {
        try {
            retry.call(number -> {
                step.run();
                return number;
            });
        } catch (GoletaException e) {
            errors.add(what + ": " + e.getMessage());
        }
    }
}
