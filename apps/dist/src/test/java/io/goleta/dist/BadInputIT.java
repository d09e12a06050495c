package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.sandbox.InjectedFault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gets a sentence that says what is wrong and where, and loses nothing. */
class BadInputIT {
    @TempDir
    Path work;

    private World world;

    @BeforeEach
    void startEverything() throws IOException {
        world = new World(work);
        world.installation.server();
        world.agent();
    }

    @AfterEach
    void stopEverything() {
        world.close();
    }

    @Test
    void theCommandLineNamesWhatIsWrongAndCreatesNothing() {
        refuses("restore create --from-backup nothing", "nothing");
        refuses("backup describe nothing", "nothing");
        refuses("backup logs nothing", "nothing");
        refuses("backup create b1 --storage-location nowhere", "nowhere");
        refuses("backup create Not_A_Name", "Not_A_Name");
        refuses("backup create b1 --ttl 5x", "5x");
        refuses("backup create b1 --selector a=b=c", "a=b=c");
        refuses("backup create b1 --include-namespaces Bad_Name", "Bad_Name");
        refuses("restore create r1", "backup");
    }

    private void refuses(String command, String named) {
        Installation.Outcome outcome = world.installation.velero(command.split(" "));
        assertThat(outcome.exitCode()).as(command).isNotZero();
        assertThat(outcome.output())
                .as(command)
                .contains(named)
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(world.cluster.get(VeleroKind.BACKUP, Velero.NAMESPACE, "b1")).isEmpty();
        assertThat(world.cluster.get(VeleroKind.RESTORE, Velero.NAMESPACE, "r1"))
                .isEmpty();
    }

    @Test
    void aDamagedArchiveFailsTheRestoreAndSaysSo() throws IOException {
        world.deployShop(20);
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        Path archive = work.resolve("buckets/goleta/backups/b1/b1.tar.gz");
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        world.destroyShop();

        Installation.Outcome outcome =
                world.installation.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(world.restore("r1").status().phase()).isEqualTo(Restore.Phase.Failed);
        assertThat(world.restore("r1").status().failureReason()).contains("b1.tar.gz");
        assertThat(world.client.namespaces().withName(World.NAMESPACE).get()).isNull();
    }

    @Test
    void aBucketWithForeignFoldersIsUnavailableWithTheirNames() throws IOException {
        Files.createDirectories(work.resolve("buckets/foreign/photos"));
        Files.writeString(work.resolve("buckets/foreign/photos/cat"), "meow");
        Velero.location(world.client, "foreign", work.resolve("buckets"), "foreign");
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            BackupStorageLocation location = world.cluster
                    .get(VeleroKind.BACKUP_STORAGE_LOCATION, Velero.NAMESPACE, "foreign")
                    .orElseThrow();
            assertThat(location.status().phase()).isEqualTo("Unavailable");
            assertThat(location.status().message()).contains("invalid top-level directories: [photos]");
        });
        assertThat(work.resolve("buckets/foreign/photos/cat")).hasContent("meow");
    }

    @Test
    void anAnnotationThatNamesAMissingVolumeIsAWarning() throws IOException {
        world.deployShop(1);
        world.client.pods().inNamespace(World.NAMESPACE).withName("web").edit(pod -> {
            pod.getMetadata().getAnnotations().put("backup.velero.io/backup-volumes", "data,ghost");
            return pod;
        });
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        assertThat(world.backup("b1").status().phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(world.backup("b1").status().warnings()).isPositive();
        assertThat(world.velero("backup", "describe", "b1", "--details"))
                .contains("No volume named ghost found in pod shop/web, skipping");
        assertThat(world.volumeBackups("b1")).hasSize(1);
    }

    @Test
    void aWrongPasswordFailsTheVolumeAndNotTheObjects() throws IOException {
        world.deployShop(5);
        Files.writeString(world.volume("web", "data").resolve("order.txt"), "42");
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        world.client
                .secrets()
                .inNamespace(Velero.NAMESPACE)
                .withName("velero-restic-credentials")
                .edit(secret -> {
                    secret.getData().put("repository-password", "d3Jvbmc=");
                    return secret;
                });

        Installation.Outcome outcome =
                world.installation.velero("backup", "create", "b2", "--include-namespaces", World.NAMESPACE, "--wait");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(world.backup("b2").status().phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(world.velero("backup", "describe", "b2", "--details")).contains("password");
        assertThat(archiveEntries("b2")).contains("resources/pods/namespaces/shop/web.json");
    }

    @Test
    void aReadOnlyBucketFailsTheBackupAndKeepsTheOldOnes() throws IOException {
        world.deployShop(5);
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        Path backups = work.resolve("buckets/goleta/backups");
        ReadOnly.during(backups, () -> {
            Installation.Outcome outcome = world.installation.velero(
                    "backup", "create", "b2", "--include-namespaces", World.NAMESPACE, "--wait");
            assertThat(outcome.exitCode()).isNotZero();
        });
        assertThat(world.backup("b2").status().phase()).isEqualTo(Backup.Phase.Failed);
        assertThat(world.backup("b2").status().failureReason()).containsIgnoringCase("read-only");
        assertThat(backups.resolve("b2/velero-backup.json")).doesNotExist();
        assertThat(backups.resolve("b1/velero-backup.json")).exists();
    }

    @Test
    void oneRefusedObjectAmongThousandsDoesNotTakeTheRestDown() throws IOException {
        world.deployShop(2_000);
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        world.destroyShop();
        world.sandbox.whenever(
                request -> request.is("create", "configmaps") && request.name().equals("config-1234"),
                InjectedFault.status(403, "Forbidden", "admission webhook said no"));

        Installation.Outcome outcome =
                world.installation.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(world.restore("r1").status().phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(world.velero("restore", "describe", "r1"))
                .contains("config-1234")
                .contains("admission webhook said no");
        assertThat(world.client.configMaps().inNamespace(World.NAMESPACE).list().getItems())
                .hasSizeGreaterThanOrEqualTo(1_999);
    }

    private Stream<String> archiveLines(String backup) throws IOException {
        Process process = new ProcessBuilder(
                        "tar",
                        "tzf",
                        work.resolve("buckets/goleta/backups/%1$s/%1$s.tar.gz".formatted(backup))
                                .toString())
                .start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines();
    }

    private java.util.List<String> archiveEntries(String backup) throws IOException {
        return archiveLines(backup).toList();
    }
}
