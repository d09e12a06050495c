package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.server.control.World;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActiveRunsTest {
    @TempDir
    Path scratch;

    private World world;
    private ActiveRuns runs;

    @BeforeEach
    void start() {
        world = new World(scratch);
        runs = new ActiveRuns(
                world.cluster,
                World.NAMESPACE,
                () -> world.list(VeleroKind.BACKUP),
                () -> world.list(VeleroKind.RESTORE));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aBackupIsInTheWayOfTheRepositoriesWhoseVolumesItMoves() {
        world.backup("daily", "default", Backup.Phase.InProgress);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "InProgress");

        assertThat(moving("default", "shop")).contains("backup daily");
        assertThat(moving("default", "blog")).isEmpty();
        assertThat(moving("archive", "shop")).isEmpty();
    }

    @Test
    void volumesThatAreOverAreNotInTheWay() {
        world.backup("daily", "default", Backup.Phase.InProgress);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "Completed");

        assertThat(moving("default", "shop")).isEmpty();
        assertThat(runs.isBackingUp("default")).isTrue();
    }

    @Test
    void neitherAreVolumesThatABackupLeftBehind() {
        world.backup("daily", "default", Backup.Phase.Failed);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "New");

        assertThat(moving("default", "shop")).isEmpty();
        assertThat(runs.isBackingUp("default")).isFalse();
    }

    @Test
    void aRestoreIsInTheWayOfTheRepositoryItReadsFrom() {
        Restore restore = world.named(VeleroKind.RESTORE, "back");
        restore.setSpec(Json.convert(Map.of("backupName", "daily"), Restore.Spec.class));
        restore.setStatus(Json.convert(Map.of("phase", "InProgress"), Restore.Status.class));
        world.cluster.create(restore);
        move("PodVolumeRestore", "back-1", "velero.io/restore-name", "back", "New");

        assertThat(moving("default", "shop")).contains("restore back");
    }

    @Test
    void anotherDataMoverHasARepositoryOfItsOwn() {
        world.backup("daily", "default", Backup.Phase.InProgress);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "InProgress");

        assertThat(runs.moving(address(World.OTHER_MOVER, "default", "shop"))).isEmpty();
    }

    private Optional<String> moving(String location, String volumeNamespace) {
        return runs.moving(address("velero.io/restic", location, volumeNamespace));
    }

    private RepositoryAddress address(String dataMover, String location, String volumeNamespace) {
        return new RepositoryAddress(
                dataMover, world.named(VeleroKind.BACKUP_STORAGE_LOCATION, location), volumeNamespace);
    }

    private void move(String kind, String name, String label, String run, String phase) {
        Map<String, Object> object = Map.of(
                "apiVersion", "velero.io/v1",
                "kind", kind,
                "metadata", Map.of("name", name, "namespace", World.NAMESPACE, "labels", Map.of(label, run)),
                "spec",
                        Map.of(
                                "node", "n1",
                                "volume", "data",
                                "backupStorageLocation", "default",
                                "snapshotID", "1234abcd",
                                "repoIdentifier", "s3:host/bucket/restic/shop",
                                "pod", Map.of("namespace", "mapped", "name", "web")),
                "status", Map.of("phase", phase));
        if (kind.equals("PodVolumeBackup")) {
            world.cluster.create(VeleroKind.POD_VOLUME_BACKUP.of(KubernetesObject.of(object)));
        } else {
            world.cluster.create(VeleroKind.POD_VOLUME_RESTORE.of(KubernetesObject.of(object)));
        }
    }
}
