package io.goleta.server.repository;

import io.goleta.core.api.Backup;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.Restore;
import io.goleta.core.api.UploaderType;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the backups and restores under way do with repositories, by the objects of their volumes. */
public final class ActiveRuns implements RepositoryUsage {
    private final Cluster cluster;
    private final String namespace;
    private final Supplier<List<Backup>> backups;
    private final Supplier<List<Restore>> restores;

    /**
     * @param backups all there are, as last seen
     * @param restores all there are, as last seen
     */
    @Inject
    public ActiveRuns(
            Cluster cluster,
            @Named("namespace") String namespace,
            Supplier<List<Backup>> backups,
            Supplier<List<Restore>> restores) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.backups = backups;
        this.restores = restores;
    }

    /** Asks the API server: a repository must not be missed because news of its backup was late. */
    @Override
    public boolean isBackingUp(String location) {
        return cluster.list(VeleroKind.BACKUP, ListOptions.inNamespace(namespace)).stream()
                .filter(VeleroObject::isReadable)
                .filter(backup -> location.equals(backup.spec().storageLocation()))
                .anyMatch(backup -> backup.status().phase() == Backup.Phase.InProgress);
    }

    @Override
    public Optional<String> moving(RepositoryAddress repository) {
        return backups.get().stream()
                .filter(ActiveRuns::isUnderWay)
                .filter(backup -> repository.locationName().equals(backup.spec().storageLocation()))
                .filter(backup -> has(
                        VeleroKind.POD_VOLUME_BACKUP,
                        VeleroApi.BACKUP_NAME,
                        backup.name(),
                        volume -> moves(volume, repository)))
                .map(backup -> "backup " + backup.name())
                .findFirst()
                .or(() -> restores.get().stream()
                        .filter(ActiveRuns::isUnderWay)
                        .filter(restore -> has(
                                VeleroKind.POD_VOLUME_RESTORE,
                                VeleroApi.RESTORE_NAME,
                                restore.name(),
                                volume -> moves(volume, repository)))
                        .map(restore -> "restore " + restore.name())
                        .findFirst());
    }

    private <V extends VeleroObject<?, ?>> boolean has(
            VeleroKind<V> kind, String label, String run, Predicate<V> condition) {
        ListOptions ofRun = ListOptions.inNamespace(namespace).withLabels(label + "=" + VeleroApi.labelValue(run));
        return cluster.list(kind, ofRun).stream()
                .filter(VeleroObject::isReadable)
                .anyMatch(condition);
    }

    private static boolean isUnderWay(Backup backup) {
        return backup.status().phase() != null && !backup.status().phase().isTerminal();
    }

    private static boolean isUnderWay(Restore restore) {
        return restore.status().phase() != null && !restore.status().phase().isTerminal();
    }

    private static boolean moves(PodVolumeBackup volume, RepositoryAddress repository) {
        PodVolumePhase phase = volume.status() == null ? null : volume.status().phase();
        PodVolumeBackup.Spec spec = volume.spec();
        return isOpen(phase)
                && isIn(repository, spec.backupStorageLocation(), spec.uploaderType(), spec.repoIdentifier());
    }

    private static boolean moves(PodVolumeRestore volume, RepositoryAddress repository) {
        PodVolumePhase phase = volume.status() == null ? null : volume.status().phase();
        PodVolumeRestore.Spec spec = volume.spec();
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
}
