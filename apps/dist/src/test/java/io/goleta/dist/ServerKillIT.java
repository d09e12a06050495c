package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.core.api.Backup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.Restore;
import io.goleta.sandbox.FaultInjector;
import io.goleta.sandbox.InjectedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is killed in the middle of its work and started again finishes that work. */
class ServerKillIT {
    private static final int OBJECTS = 200;

    @TempDir
    Path work;

    private World world;
    private TreeMap<String, Map<String, Object>> objects;
    private TreeMap<String, String> data;
    private TreeMap<String, String> cache;
    private FaultInjector.Rule slowList;

    /** Where in a backup the server dies. */
    enum BackupMoment {
        AS_SOON_AS_IT_IS_IN_PROGRESS,
        WHILE_OBJECTS_ARE_STILL_BEING_LISTED,
        WHEN_VOLUMES_ARE_UNDER_WAY,
        WHEN_ALL_VOLUMES_ARE_DONE
    }

    /** Where in a restore the server dies. */
    enum RestoreMoment {
        AS_SOON_AS_IT_IS_IN_PROGRESS,
        WHEN_A_THIRD_OF_THE_OBJECTS_IS_BACK,
        WHEN_THE_POD_WAITS_FOR_ITS_VOLUMES
    }

    @BeforeEach
    void deployTheApplication() throws IOException {
        world = new World(work);
        world.deployShop(OBJECTS);
        for (int i = 0; i < 300; i++) {
            Files.writeString(world.volume("web", "data").resolve("file-" + i), "content " + i);
        }
        byte[] random = new byte[16 * 1024 * 1024];
        new java.util.Random(7).nextBytes(random);
        Files.write(world.volume("web", "cache").resolve("large"), random);
        objects = picture();
        data = World.files(world.volume("web", "data"));
        cache = World.files(world.volume("web", "cache"));
    }

    @AfterEach
    void stopEverything() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void aBackupCompletesAfterTheServerWasKilled(BackupMoment moment) throws IOException {
        if (moment == BackupMoment.WHILE_OBJECTS_ARE_STILL_BEING_LISTED) {
            slowList = world.sandbox.whenever(
                    request -> request.is("list", "serviceaccounts"), InjectedFault.slow(Duration.ofSeconds(20)));
        }
        Process server = world.installation.server();
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE);
        if (moment.compareTo(BackupMoment.WHEN_VOLUMES_ARE_UNDER_WAY) >= 0) {
            world.agent();
        }
        killWhen(server, () -> reached(moment));
        assertThat(world.backup("b1").status().phase()).isEqualTo(Backup.Phase.InProgress);

        if (moment.compareTo(BackupMoment.WHEN_VOLUMES_ARE_UNDER_WAY) < 0) {
            world.agent();
        }
        world.sandbox.faults().clear();
        startAgain();
        await("the backup completes")
                .atMost(Duration.ofMinutes(2))
                .until(() -> phaseOfBackup().isTerminal());
        assertThat(phaseOfBackup()).as(world.installation.log("server")).isEqualTo(Backup.Phase.Completed);

        world.destroyShop();
        world.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        assertEverythingIsBack();
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreCompletesAfterTheServerWasKilled(RestoreMoment moment) throws IOException {
        Process server = world.installation.server();
        Process agent = world.agent();
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        world.destroyShop();
        kill(agent);

        world.velero("restore", "create", "r1", "--from-backup", "b1");
        killWhen(server, () -> reached(moment));
        assertThat(world.restore("r1").status().phase()).isEqualTo(Restore.Phase.InProgress);

        world.agent();
        startAgain();
        await("the restore completes")
                .atMost(Duration.ofMinutes(2))
                .until(() -> phaseOfRestore().isTerminal());
        assertThat(phaseOfRestore())
                .as(world.installation.velero("restore", "describe", "r1").output())
                .isEqualTo(Restore.Phase.Completed);
        assertEverythingIsBack();
    }

    @Test
    void aBackupThatWasPublishedButNotYetReportedIsCompletedAndNotFailed() throws IOException {
        world.agent();
        Process server = world.installation.server();
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE);
        Path metadata = work.resolve("buckets/goleta/backups/b1/velero-backup.json");
        killWhen(server, () -> Files.exists(metadata));

        startAgain();
        await().atMost(Duration.ofMinutes(2)).until(() -> phaseOfBackup().isTerminal());
        assertThat(phaseOfBackup()).isEqualTo(Backup.Phase.Completed);
    }

    private boolean reached(BackupMoment moment) {
        var status = world.backup("b1").status();
        if (status == null || status.phase() != Backup.Phase.InProgress) {
            return false;
        }
        var volumes = world.volumeBackups("b1");
        return switch (moment) {
            case AS_SOON_AS_IT_IS_IN_PROGRESS -> true;
            case WHILE_OBJECTS_ARE_STILL_BEING_LISTED -> slowList.hits() > 0;
            case WHEN_VOLUMES_ARE_UNDER_WAY ->
                volumes.stream().anyMatch(volume -> volume.status().phase() == PodVolumePhase.InProgress);
            case WHEN_ALL_VOLUMES_ARE_DONE ->
                volumes.size() == 2
                        && volumes.stream().allMatch(volume -> volume.status().phase() == PodVolumePhase.Completed);
        };
    }

    private boolean reached(RestoreMoment moment) {
        var status = world.restore("r1").status();
        if (status == null || status.phase() != Restore.Phase.InProgress) {
            return false;
        }
        return switch (moment) {
            case AS_SOON_AS_IT_IS_IN_PROGRESS -> true;
            case WHEN_A_THIRD_OF_THE_OBJECTS_IS_BACK ->
                world.client
                                .configMaps()
                                .inNamespace(World.NAMESPACE)
                                .list()
                                .getItems()
                                .size()
                        >= OBJECTS / 3;
            case WHEN_THE_POD_WAITS_FOR_ITS_VOLUMES -> {
                var pod = world.client
                        .pods()
                        .inNamespace(World.NAMESPACE)
                        .withName("web")
                        .get();
                yield pod != null && !pod.getSpec().getInitContainers().isEmpty();
            }
        };
    }

    /** Like a container that replaces the killed one in its pod: it need not wait for the lease of its predecessor to end. */
    private void startAgain() {
        world.client
                .leases()
                .inNamespace(Velero.NAMESPACE)
                .withName("velero-server")
                .delete();
        world.installation.server();
    }

    private static void killWhen(Process server, java.util.concurrent.Callable<Boolean> moment) {
        await("the moment to kill")
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(1))
                .until(moment);
        kill(server);
    }

    /** SIGKILL for the process and everything it started. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    private Backup.Phase phaseOfBackup() {
        return world.backup("b1").status().phase();
    }

    private Restore.Phase phaseOfRestore() {
        return world.restore("r1").status().phase();
    }

    private void assertEverythingIsBack() throws IOException {
        world.awaitRunning("web");
        assertThat(World.files(world.volume("web", "data"))).isEqualTo(data);
        assertThat(World.files(world.volume("web", "cache"))).isEqualTo(cache);
        assertThat(picture().keySet()).isEqualTo(objects.keySet());
    }

    private TreeMap<String, Map<String, Object>> picture() {
        Predicate<String> mine = World.NAMESPACE::equals;
        return ClusterPicture.take(
                world.client,
                object -> mine.test(String.valueOf(object.getMetadata().getNamespace())));
    }
}
