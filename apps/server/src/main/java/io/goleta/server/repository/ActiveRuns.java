package io.goleta.server.repository;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupPhase;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.Restore;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the backups and restores under way do with repositories, by the objects of their volumes. */
public final class ActiveRuns implements RepositoryUsage {
    private final KubernetesClient client;
    private final String namespace;
    private final Supplier<List<Backup>> backups;
    private final Supplier<List<Restore>> restores;

    /**
     * @param backups all there are, as last seen
     * @param restores all there are, as last seen
     */
    public ActiveRuns(
            KubernetesClient client,
            String namespace,
            Supplier<List<Backup>> backups,
            Supplier<List<Restore>> restores) {
        this.client = client;
        this.namespace = namespace;
        this.backups = backups;
        this.restores = restores;
    }

    /** Asks the API server: a repository must not be missed because news of its backup was late. */
    @Override
    public boolean isBackingUp(String location) {
        return client.resources(Backup.class).inNamespace(namespace).list().getItems().stream()
                .filter(backup -> location.equals(backup.getSpec().storageLocation()))
                .anyMatch(backup ->
                        backup.getStatus() != null && backup.getStatus().phase() == BackupPhase.InProgress);
    }

    @Override
    public Optional<String> moving(RepositoryAddress repository) {
        return backups.get().stream()
                .filter(ActiveRuns::isUnderWay)
                .filter(backup ->
                        repository.locationName().equals(backup.getSpec().storageLocation()))
                .filter(backup -> has(
                        PodVolumeBackup.class,
                        VeleroApi.BACKUP_NAME,
                        name(backup),
                        volume -> moves(volume, repository)))
                .map(backup -> "backup " + name(backup))
                .findFirst()
                .or(() -> restores.get().stream()
                        .filter(ActiveRuns::isUnderWay)
                        .filter(restore -> has(
                                PodVolumeRestore.class,
                                VeleroApi.RESTORE_NAME,
                                name(restore),
                                volume -> moves(volume, repository)))
                        .map(restore -> "restore " + name(restore))
                        .findFirst());
    }

    private <T extends HasMetadata> boolean has(Class<T> type, String label, String run, Predicate<T> condition) {
        return client
                .resources(type)
                .inNamespace(namespace)
                .withLabel(label, VeleroApi.labelValue(run))
                .list()
                .getItems()
                .stream()
                .anyMatch(condition);
    }

    private static boolean isUnderWay(Backup backup) {
        return backup.getStatus() != null
                && backup.getStatus().phase() != null
                && !backup.getStatus().phase().isTerminal();
    }

    private static boolean isUnderWay(Restore restore) {
        return restore.getStatus() != null
                && restore.getStatus().phase() != null
                && !restore.getStatus().phase().isTerminal();
    }

    private static boolean moves(PodVolumeBackup volume, RepositoryAddress repository) {
        PodVolumePhase phase =
                volume.getStatus() == null ? null : volume.getStatus().phase();
        PodVolumeBackup.Spec spec = volume.getSpec();
        return isOpen(phase)
                && isIn(repository, spec.backupStorageLocation(), spec.uploaderType(), spec.repoIdentifier());
    }

    private static boolean moves(PodVolumeRestore volume, RepositoryAddress repository) {
        PodVolumePhase phase =
                volume.getStatus() == null ? null : volume.getStatus().phase();
        PodVolumeRestore.Spec spec = volume.getSpec();
        return isOpen(phase)
                && isIn(repository, spec.backupStorageLocation(), spec.uploaderType(), spec.repoIdentifier());
    }

    private static boolean isOpen(@Nullable PodVolumePhase phase) {
        return phase == null || !phase.isTerminal();
    }

    private static boolean isIn(
            RepositoryAddress repository,
            @Nullable String location,
            @Nullable String uploader,
            @Nullable String identifier) {
        return repository.locationName().equals(location)
                && repository.dataMover().equals(UploaderType.dataMover(uploader))
                && Objects.requireNonNullElse(identifier, "").endsWith("/" + repository.namespace());
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
