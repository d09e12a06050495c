package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupPhase;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
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
    public ActiveRuns(
            Cluster cluster, String namespace, Supplier<List<Backup>> backups, Supplier<List<Restore>> restores) {
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
                .anyMatch(backup -> backup.status().phase() == BackupPhase.InProgress);
    }

    @Override
    public Optional<String> moving(String location, String volumeNamespace) {
        return backups.get().stream()
                .filter(ActiveRuns::isUnderWay)
                .filter(backup -> location.equals(backup.spec().storageLocation()))
                .filter(backup -> has(
                        VeleroKind.POD_VOLUME_BACKUP,
                        VeleroApi.BACKUP_NAME,
                        backup.name(),
                        volume -> moves(volume, location, volumeNamespace)))
                .map(backup -> "backup " + backup.name())
                .findFirst()
                .or(() -> restores.get().stream()
                        .filter(ActiveRuns::isUnderWay)
                        .filter(restore -> has(
                                VeleroKind.POD_VOLUME_RESTORE,
                                VeleroApi.RESTORE_NAME,
                                restore.name(),
                                volume -> moves(volume, location, volumeNamespace)))
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

    private static boolean moves(PodVolumeBackup volume, String location, String volumeNamespace) {
        PodVolumePhase phase = volume.status().phase();
        return isOpen(phase)
                && location.equals(volume.spec().backupStorageLocation())
                && isOf(volume.spec().repoIdentifier(), volumeNamespace);
    }

    private static boolean moves(PodVolumeRestore volume, String location, String volumeNamespace) {
        PodVolumePhase phase = volume.status().phase();
        return isOpen(phase)
                && location.equals(volume.spec().backupStorageLocation())
                && isOf(volume.spec().repoIdentifier(), volumeNamespace);
    }

    private static boolean isOpen(@Nullable PodVolumePhase phase) {
        return phase == null || !phase.isTerminal();
    }

    private static boolean isOf(@Nullable String identifier, String volumeNamespace) {
        return Objects.requireNonNullElse(identifier, "").endsWith("/" + volumeNamespace);
    }
}
