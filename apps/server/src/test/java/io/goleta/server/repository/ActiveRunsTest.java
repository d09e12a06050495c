package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupPhase;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.Restore;
import io.goleta.core.kube.Json;
import io.goleta.server.control.World;
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
                world.client,
                World.NAMESPACE,
                () -> world.client
                        .resources(Backup.class)
                        .inNamespace(World.NAMESPACE)
                        .list()
                        .getItems(),
                () -> world.client
                        .resources(Restore.class)
                        .inNamespace(World.NAMESPACE)
                        .list()
                        .getItems());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aBackupIsInTheWayOfTheRepositoriesWhoseVolumesItMoves() {
        world.backup("daily", "default", BackupPhase.InProgress);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "InProgress");

        assertThat(moving("default", "shop")).contains("backup daily");
        assertThat(moving("default", "blog")).isEmpty();
        assertThat(moving("archive", "shop")).isEmpty();
    }

    @Test
    void volumesThatAreOverAreNotInTheWay() {
        world.backup("daily", "default", BackupPhase.InProgress);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "Completed");

        assertThat(moving("default", "shop")).isEmpty();
        assertThat(runs.isBackingUp("default")).isTrue();
    }

    @Test
    void neitherAreVolumesThatABackupLeftBehind() {
        world.backup("daily", "default", BackupPhase.Failed);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "New");

        assertThat(moving("default", "shop")).isEmpty();
        assertThat(runs.isBackingUp("default")).isFalse();
    }

    @Test
    void aRestoreIsInTheWayOfTheRepositoryItReadsFrom() {
        Restore restore = world.named(new Restore(), "back");
        restore.setSpec(Json.convert(Map.of("backupName", "daily"), Restore.Spec.class));
        restore.setStatus(Json.convert(Map.of("phase", "InProgress"), Restore.Status.class));
        world.client.resource(restore).create();
        move("PodVolumeRestore", "back-1", "velero.io/restore-name", "back", "New");

        assertThat(moving("default", "shop")).contains("restore back");
    }

    @Test
    void anotherDataMoverHasARepositoryOfItsOwn() {
        world.backup("daily", "default", BackupPhase.InProgress);
        move("PodVolumeBackup", "daily-1", "velero.io/backup-name", "daily", "InProgress");

        assertThat(runs.moving(address(World.OTHER_MOVER, "default", "shop"))).isEmpty();
    }

    private Optional<String> moving(String location, String volumeNamespace) {
        return runs.moving(address("velero.io/restic", location, volumeNamespace));
    }

    private RepositoryAddress address(String dataMover, String location, String volumeNamespace) {
        return new RepositoryAddress(dataMover, world.named(new BackupStorageLocation(), location), volumeNamespace);
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
            world.client.resource(Json.convert(object, PodVolumeBackup.class)).create();
        } else {
            world.client.resource(Json.convert(object, PodVolumeRestore.class)).create();
        }
    }
}
