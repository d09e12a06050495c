package io.goleta.server.control;

import static io.goleta.server.control.World.podVolumeBackup;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupSyncTest {
    @TempDir
    Path scratch;

    private World world;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.location("default");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aBackupOfAnotherClusterAppearsWithAllItsFields() {
        world.publish("daily-1", "Completed");

        sync();

        KubernetesObject backup = world.cluster
                .get(new ItemId(VeleroKind.BACKUP.id(), World.NAMESPACE, "daily-1"))
                .orElseThrow();
        assertThat(backup.string("spec", "storageLocation")).contains("default");
        assertThat(backup.labels())
                .containsEntry("velero.io/storage-location", "default")
                .containsEntry("velero.io/schedule-name", "daily");
        assertThat(backup.string("status", "phase")).contains("Completed");
        assertThat(backup.string("status", "expiration")).contains("2027-01-01T00:00:00Z");
        assertThat(backup.get("spec", "hooks")).isPresent();
        assertThat(backup.uid()).isNotEqualTo("foreign");
        assertThat(backup.list("metadata", "ownerReferences")).isEmpty();
    }

    @Test
    void aBackupWhoseObjectWasDeletedComesBack() {
        BackupSync sync = new BackupSync(world.cluster, World.NAMESPACE);
        world.publish("daily-1", "Completed", podVolumeBackup("v1", "daily-1", "Completed", "abc"));
        sync.run("default", world.catalog);
        world.cluster.delete(ApiResource.of(VeleroKind.BACKUP), World.NAMESPACE, "daily-1");

        sync.run("default", world.catalog);

        assertThat(world.reload(VeleroKind.BACKUP, "daily-1").status().phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(volumes()).isNotEmpty();
    }

    @Test
    void finishedVolumesComeAlongAndBelongToTheNewBackup() {
        world.publish(
                "daily-1",
                "Completed",
                podVolumeBackup("v1", "daily-1", "Completed", "abc"),
                podVolumeBackup("v2", "daily-1", "New", ""));

        sync();

        assertThat(volumes()).singleElement().satisfies(volume -> {
            String uid = world.reload(VeleroKind.BACKUP, "daily-1").uid();
            assertThat(volume.name()).isEqualTo("v1");
            assertThat(volume.labels()).containsEntry("velero.io/backup-uid", uid);
            assertThat(volume.object().maps("metadata", "ownerReferences"))
                    .singleElement()
                    .satisfies(owner -> assertThat(owner).containsEntry("uid", uid));
            assertThat(volume.spec().backupStorageLocation()).isEqualTo("default");
            assertThat(volume.status().snapshotID()).isEqualTo("abc");
        });
    }

    @Test
    void volumesThatAnEarlierPassDidNotReachAreBroughtLater() {
        world.publish("daily-1", "Completed", podVolumeBackup("v1", "daily-1", "Completed", "abc"));
        world.backup("daily-1", "default", Backup.Phase.Completed);

        sync();

        assertThat(volumes()).hasSize(1);
    }

    @Test
    void aBackupThatANewerVeleroStillWorksOnWaits() {
        world.publish("daily-1", "Finalizing");

        sync();

        assertThat(world.reload(VeleroKind.BACKUP, "daily-1")).isNull();
    }

    @Test
    void oneDamagedBackupDoesNotKeepTheOthersAway() {
        world.put("backups/broken/velero-backup.json", "{".getBytes(StandardCharsets.UTF_8));
        world.publish("daily-1", "PartiallyFailed");

        sync();

        assertThat(world.reload(VeleroKind.BACKUP, "daily-1")).isNotNull();
        assertThat(world.reload(VeleroKind.BACKUP, "broken")).isNull();
    }

    @Test
    void onlyFinishedBackupsOfThisLocationThatLeftTheBucketAreRemoved() {
        world.backup("gone", "default", Backup.Phase.Completed);
        world.backup("failed", "default", Backup.Phase.Failed);
        world.backup("running", "default", Backup.Phase.InProgress);
        world.backup("elsewhere", "other", Backup.Phase.Completed);
        world.publish("stays", "Completed");

        sync();

        assertThat(world.list(VeleroKind.BACKUP))
                .extracting(backup -> backup.name())
                .containsExactlyInAnyOrder("failed", "running", "elsewhere", "stays");
    }

    @Test
    void anExistingBackupOfThatNameIsNotTouched() {
        world.backup("daily-1", "other", Backup.Phase.Completed);
        world.publish("daily-1", "PartiallyFailed", podVolumeBackup("v1", "daily-1", "Completed", "abc"));

        sync();

        assertThat(world.reload(VeleroKind.BACKUP, "daily-1").status().phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(volumes()).isEmpty();
    }

    private void sync() {
        new BackupSync(world.cluster, World.NAMESPACE).run("default", world.catalog);
    }

    private List<PodVolumeBackup> volumes() {
        return world.list(VeleroKind.POD_VOLUME_BACKUP);
    }
}
