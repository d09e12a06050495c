package io.goleta.server.control;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupPhase;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.Restore;
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
    public Optional<String> moving(String location, String volumeNamespace) {
        return backups.get().stream()
                .filter(ActiveRuns::isUnderWay)
                .filter(backup -> location.equals(backup.getSpec().storageLocation()))
                .filter(backup -> has(
                        PodVolumeBackup.class,
                        VeleroApi.BACKUP_NAME,
                        name(backup),
                        volume -> moves(volume, location, volumeNamespace)))
                .map(backup -> "backup " + name(backup))
                .findFirst()
                .or(() -> restores.get().stream()
                        .filter(ActiveRuns::isUnderWay)
                        .filter(restore -> has(
                                PodVolumeRestore.class,
                                VeleroApi.RESTORE_NAME,
                                name(restore),
                                volume -> moves(volume, location, volumeNamespace)))
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

    private static boolean moves(PodVolumeBackup volume, String location, String volumeNamespace) {
        PodVolumePhase phase =
                volume.getStatus() == null ? null : volume.getStatus().phase();
        return isOpen(phase)
                && location.equals(volume.getSpec().backupStorageLocation())
                && isOf(volume.getSpec().repoIdentifier(), volumeNamespace);
    }

    private static boolean moves(PodVolumeRestore volume, String location, String volumeNamespace) {
        PodVolumePhase phase =
                volume.getStatus() == null ? null : volume.getStatus().phase();
        return isOpen(phase)
                && location.equals(volume.getSpec().backupStorageLocation())
                && isOf(volume.getSpec().repoIdentifier(), volumeNamespace);
    }

    private static boolean isOpen(@Nullable PodVolumePhase phase) {
        return phase == null || !phase.isTerminal();
    }

    private static boolean isOf(@Nullable String identifier, String volumeNamespace) {
        return Objects.requireNonNullElse(identifier, "").endsWith("/" + volumeNamespace);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
