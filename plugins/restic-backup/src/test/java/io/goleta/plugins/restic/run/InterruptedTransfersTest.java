package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a move is cut off or the store fails under it. */
@Timeout(120)
class InterruptedTransfersTest {
    private static final int BYTES = 6_000_000;

    @TempDir
    Path folder;

    private Fixture fixture;
    private final CountDownLatch packArrived = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder).prepared();
        byte[] bytes = new byte[BYTES];
        new Random(7).nextBytes(bytes);
        Files.write(fixture.volume.resolve("random.bin"), bytes);
    }

    @Test
    void closingAnInterruptedMoverLeavesTheThreadInterrupted() {
        DataMover mover = fixture.mover(fixture.store());
        Thread.currentThread().interrupt();

        mover.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptKillsResticAndRemovesItsLock() throws Exception {
        try (DataMover mover = fixture.mover(storeThatHoldsPacks())) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            AtomicBoolean stillInterrupted = new AtomicBoolean();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    backUp(mover);
                    thrown.complete(new AssertionError("it went through"));
                } catch (GoletaException e) {
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                    thrown.complete(e);
                }
            });
            packArrived.await();
            assertThat(locks()).hasSize(1);
            thread.interrupt();
            goOn.countDown();

            assertThat(thrown.get()).isInstanceOf(GoletaException.class).hasMessageContaining("cancelled");
            assertThat(stillInterrupted).isTrue();
            assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(locks()).isEmpty();
        }
        backsUpAsIfNothingHadHappened();
    }

    @Test
    void aKilledResticIsReportedAndLeavesNoLock() throws Exception {
        try (DataMover mover = fixture.mover(storeThatHoldsPacks())) {
            CompletableFuture<Snapshot> backup = CompletableFuture.supplyAsync(() -> backUp(mover));
            packArrived.await();
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            goOn.countDown();

            assertThatThrownBy(backup::join).hasMessageContaining("killed by signal 9");
            assertThat(locks()).isEmpty();
        }
        backsUpAsIfNothingHadHappened();
    }

    @Test
    void tellsTheStoresOwnReasonAtOnceWhenARetryCannotHelp() {
        ObjectStore full = new BrokenStore(
                fixture.store(),
                (call, key) -> call.equals("put") && key.contains("/data/")
                        ? Optional.of(new GoletaException(Fault.STORAGE, "the bucket is full (quota 10 GiB)"))
                        : Optional.empty());
        try (DataMover mover = fixture.mover(full)) {
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> backUp(mover))
                    .withMessageContaining("the object store failed: the bucket is full (quota 10 GiB)")
                    .withMessageNotContaining("127.0.0.1")
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE));
        }
        assertThat(locks()).isEmpty();
        backsUpAsIfNothingHadHappened();
    }

    @Test
    void goesOnWhenTheStoreFailsForAMoment() {
        AtomicBoolean failed = new AtomicBoolean();
        ObjectStore shaky = new BrokenStore(
                fixture.store(),
                (call, key) -> call.equals("put") && key.contains("/data/") && failed.compareAndSet(false, true)
                        ? Optional.of(GoletaException.retryable(Fault.STORAGE, "503", null))
                        : Optional.empty());
        try (DataMover mover = fixture.mover(shaky)) {
            assertThat(backUp(mover).totalBytes()).isEqualTo(BYTES);
            assertThat(failed).isTrue();
        }
    }

    private void backsUpAsIfNothingHadHappened() {
        try (DataMover mover = fixture.mover()) {
            assertThat(backUp(mover).totalBytes()).isEqualTo(BYTES);
            mover.maintain();
            mover.check(100);
        }
    }

    private Snapshot backUp(DataMover mover) {
        return mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.empty()), progress -> {});
    }

    private ObjectStore storeThatHoldsPacks() {
        return new BrokenStore(fixture.store(), (call, key) -> {
            if (call.equals("put") && key.contains("/data/")) {
                packArrived.countDown();
                awaitQuietly(goOn);
            }
            return Optional.empty();
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> locks() {
        Path locks = fixture.repository().resolve("locks");
        if (!Files.exists(locks)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(locks)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
