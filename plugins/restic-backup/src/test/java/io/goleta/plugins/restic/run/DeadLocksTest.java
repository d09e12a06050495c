package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.goleta.plugins.restic.rest.ResticRestServer;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks of others: plain restic that reads its input from us, so that it lives and dies when we want. */
@Timeout(120)
class DeadLocksTest {
    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder).prepared();
        Files.writeString(fixture.volume.resolve("a"), "a");
    }

    @Test
    void aLockOfAKilledProcessIsNoObstacle() throws Exception {
        Process killed = holdALock();
        killed.destroyForcibly().waitFor();
        assertThat(locks()).hasSize(1);
        try (DataMover mover = fixture.mover()) {
            mover.maintain();
            backUp(mover);
        }
        assertThat(locks()).isEmpty();
    }

    @Test
    void aLivingProcessKeepsItsLockAndIsNamed() throws Exception {
        Process alive = holdALock();
        try (DataMover mover = fixture.mover()) {
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(mover::maintain)
                    .withMessageContaining("already locked")
                    .withMessageContaining("PID " + alive.pid())
                    .satisfies(e -> assertThat(e.isRetryable()).isTrue());
            mover.unlock();
            assertThat(locks()).hasSize(1);
            backUp(mover);
        } finally {
            alive.destroyForcibly();
        }
    }

    @Test
    void waitsUntilALivingProcessIsDone() throws Exception {
        Process alive = holdALock();
        try (DataMover mover = fixture.mover(fixture.store(), Fixture.PASSWORD, Map.of("lockWait", "1m"))) {
            CompletableFuture<Void> maintenance = CompletableFuture.runAsync(mover::maintain);
            alive.getOutputStream().write(1);
            alive.getOutputStream().close();
            maintenance.join();
        }
        assertThat(alive.waitFor()).isZero();
    }

    @Test
    void aResticThatOutlivedItsGoletaIsNoObstacle() throws Exception {
        ResticRestServer killed = ResticRestServer.open();
        ProcessBuilder builder = new ProcessBuilder(
                        fixture.binary().path().toString(), "backup", "--stdin", "--host=elsewhere")
                .redirectErrorStream(true);
        builder.environment()
                .put(
                        "RESTIC_REPOSITORY",
                        killed.openSession(fixture.store(), Fixture.PATH, e -> {})
                                .address());
        builder.environment().put("RESTIC_PASSWORD", Fixture.PASSWORD);
        builder.environment().put("RESTIC_CACHE_DIR", fixture.cache.toString());
        Process orphan = builder.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> !locks().isEmpty());
        Path lock = locks().getFirst();
        byte[] content = Files.readAllBytes(lock);
        killed.close();
        // A session that is closed removes its locks; one whose process is killed cannot.
        Files.write(lock, content);
        try (DataMover mover = fixture.mover()) {
            mover.maintain();
        }
        assertThat(orphan.waitFor()).isNotZero();
        assertThat(locks()).isEmpty();
    }

    @Test
    void aProcessIdThatIsUsedAgainProvesNoLife() {
        LocalProcesses here = new LocalProcesses("node-1");
        long thisJvm = ProcessHandle.current().pid();
        assertThat(here.isDead(new LockHolder("node-1", thisJvm, Instant.now())))
                .as("another program has the id now")
                .isTrue();
        assertThat(here.isDead(new LockHolder("node-2", thisJvm, Instant.now())))
                .as("another host")
                .isFalse();
    }

    @Test
    void aRestartedContainerHasNoLocks() {
        Instant locked = Instant.parse("2026-01-01T12:00:00Z");
        LockHolder holder = new LockHolder("restic-x7k2p", 60, locked);
        PodProcesses pods = new PodProcesses(fixture.context().cluster(), "velero");

        assertThat(pods.isDead(holder))
                .as("unknown pod: maybe of another cluster")
                .isFalse();
        fixture.pods.put("restic-x7k2p", pod("Running", locked.minusSeconds(60)));
        assertThat(pods.isDead(holder)).as("running since before the lock").isFalse();
        fixture.pods.put("restic-x7k2p", pod("Running", locked.plusSeconds(60)));
        assertThat(pods.isDead(holder)).as("restarted after the lock").isTrue();
        fixture.pods.put("restic-x7k2p", pod("Failed", locked.minusSeconds(60)));
        assertThat(pods.isDead(holder)).as("evicted").isTrue();
    }

    private static KubernetesObject pod(String phase, Instant started) {
        return KubernetesObject.of(Map.of(
                "status",
                Map.of(
                        "phase",
                        phase,
                        "containerStatuses",
                        List.of(Map.of("state", Map.of("running", Map.of("startedAt", started.toString())))))));
    }

    private Process holdALock() throws IOException {
        Process process = fixture.plain().start(fixture.volume, "backup", "--stdin", "--host=elsewhere");
        await().atMost(Duration.ofSeconds(30)).until(() -> !locks().isEmpty());
        return process;
    }

    private void backUp(DataMover mover) {
        mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.empty()), progress -> {});
    }

    private List<Path> locks() throws IOException {
        Path locks = fixture.repository().resolve("locks");
        if (!Files.exists(locks)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(locks)) {
            return all.filter(lock -> !lock.getFileName().toString().contains("-tmp-"))
                    .toList();
        }
    }
}
