package io.goleta.testkit.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Repository;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import io.goleta.spi.volume.WrongPasswordException;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link DataMover} has to do, as tests. Extend it in the tests of a data mover and open one on the repository that is
 * given; the bucket is in memory, and files go through directories of the machine.
 */
@Timeout(120)
public abstract class DataMoverContract {
    private static final String PATH = "plugins/example.com/mover/shop";
    private static final Map<String, String> TAGS = Map.of("backup", "daily", "volume", "data");

    private static final int LITTLE = 100_000;
    private static final Map<Class<?>, InMemoryObjectStore> PREPARED = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private Path volume;
    private Path target;

    /** A data mover as its factory creates it, on this repository. */
    protected abstract DataMover open(Repository repository);

    /** Whether the password matters. */
    protected boolean encrypts() {
        return true;
    }

    @BeforeEach
    void makeDirectories() throws IOException {
        volume = Files.createDirectories(folder.resolve("volume"));
        target = Files.createDirectories(folder.resolve("target"));
    }

    @Test
    protected void preparesARepositoryOnceAndKeepsWhatIsInIt() throws IOException {
        Files.writeString(volume.resolve("order.txt"), "42");
        try (DataMover mover = open(store, "secret")) {
            mover.prepare();
            Snapshot snapshot = backUp(mover);
            mover.prepare();
            mover.connect();
            mover.restore(snapshot.id(), target, progress -> {});
        }
        assertThat(target.resolve("order.txt")).hasContent("42");
        assertThat(store.list("").map(ObjectInfo::key)).allMatch(key -> key.startsWith(PATH + "/"));
    }

    @Test
    protected void neverCreatesARepositoryWhenItConnectsOrLooksForASnapshot() {
        try (DataMover mover = open(store, "secret")) {
            failsWith(Fault.STORAGE, mover::connect);
            assertThat(mover.find(TAGS)).isEmpty();
        }
        assertThat(store.list("")).isEmpty();
    }

    /** A data mover without encryption opens its repositories whatever the password is. */
    @Test
    protected void tellsAWrongPasswordFromDamage() {
        prepared().close();
        try (DataMover mover = open(store, "guess")) {
            for (ThrowingCallable opening : List.<ThrowingCallable>of(mover::connect, mover::prepare)) {
                if (encrypts()) {
                    GoletaException refusal = failsWith(Fault.USER, opening);
                    assertThat(refusal)
                            .isInstanceOf(WrongPasswordException.class)
                            .hasMessageNotContaining("guess");
                } else {
                    assertThatCode(opening).doesNotThrowAnyException();
                }
            }
        }
    }

    /** The directory itself may be a symbolic link, as on nodes that keep volumes elsewhere. */
    @Test
    protected void followsALinkToTheDirectoryOfAVolume() throws IOException {
        Files.writeString(volume.resolve("order.txt"), "42");
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), volume);
        Path linkedTarget = Files.createSymbolicLink(folder.resolve("linked-target"), target);
        try (DataMover mover = prepared()) {
            Snapshot snapshot = mover.backUp(new VolumeSource(linked, TAGS, Optional.empty()), progress -> {});
            mover.restore(snapshot.id(), linkedTarget, progress -> {});
        }
        assertThat(target.resolve("order.txt")).hasContent("42");
    }

    @Test
    protected void restoresEveryFileAsItWas() throws IOException {
        UnusualFiles.create(volume);
        List<Progress> backedUp = new ArrayList<>();
        List<Progress> restored = new ArrayList<>();
        try (DataMover mover = prepared()) {
            Snapshot snapshot = mover.backUp(source(Optional.empty()), backedUp::add);
            mover.restore(snapshot.id(), target, restored::add);

            assertThat(backedUp.getLast()).isEqualTo(new Progress(snapshot.totalBytes(), snapshot.totalBytes()));
            assertThat(restored.getLast().bytesDone())
                    .isEqualTo(restored.getLast().totalBytes());
        }
        assertThat(UnusualFiles.describe(target)).isEqualTo(UnusualFiles.describe(volume));
    }

    @Test
    protected void overwritesFilesOfTheSameNameAndLeavesOthers() throws IOException {
        Files.writeString(volume.resolve("a"), "new");
        Files.createDirectories(volume.resolve("folder"));
        Files.writeString(volume.resolve("folder/b"), "new");
        Files.writeString(target.resolve("a"), "older and longer");
        Files.createDirectories(target.resolve("folder"));
        Files.writeString(target.resolve("folder/other"), "stays");
        try (DataMover mover = prepared()) {
            mover.restore(backUp(mover).id(), target, progress -> {});
        }
        assertThat(target.resolve("a")).hasContent("new");
        assertThat(target.resolve("folder/b")).hasContent("new");
        assertThat(target.resolve("folder/other")).hasContent("stays");
    }

    /** Whoever could write the volume may have left a link there that leads into somebody else's. */
    @Test
    protected void writesThroughNoLinkThatItFinds() throws IOException {
        Files.createDirectories(volume.resolve("folder/deep"));
        Files.writeString(volume.resolve("folder/deep/file"), "mine");
        Files.writeString(volume.resolve("file"), "mine");
        Path outside = Files.createDirectories(folder.resolve("outside/deep"));
        Path precious = Files.writeString(outside.resolve("file"), "precious");
        Files.createSymbolicLink(target.resolve("folder"), Path.of("../outside"));
        Files.createSymbolicLink(target.resolve("file"), precious);
        Path other = Files.createSymbolicLink(target.resolve("other"), outside);
        try (DataMover mover = prepared()) {
            mover.restore(backUp(mover).id(), target, progress -> {});
        }
        assertThat(precious).hasContent("precious");
        assertThat(outside).isDirectoryContaining(precious::equals);
        assertThat(target.resolve("folder/deep/file")).hasContent("mine");
        assertThat(target.resolve("file")).hasContent("mine");
        assertThat(other).isSymbolicLink();
    }

    @Test
    protected void restoresAgainOverWhatItRestored() throws IOException {
        UnusualFiles.create(volume);
        try (DataMover mover = prepared()) {
            String snapshot = backUp(mover).id();
            mover.restore(snapshot, target, progress -> {});
            Files.writeString(target.resolve("random.bin"), "cut off");
            mover.restore(snapshot, target, progress -> {});
        }
        assertThat(UnusualFiles.describe(target)).isEqualTo(UnusualFiles.describe(volume));
    }

    @Test
    protected void anEmptyVolumeComesBackEmpty() throws IOException {
        try (DataMover mover = prepared()) {
            Snapshot snapshot = backUp(mover);
            assertThat(snapshot.totalBytes()).isZero();
            if (!snapshot.id().isEmpty()) {
                mover.restore(snapshot.id(), target, progress -> {});
            }
        }
        assertThat(target).isEmptyDirectory();
    }

    @Test
    protected void storesOnlyWhatChangedSinceTheParent() throws IOException {
        UnusualFiles.create(volume);
        try (DataMover mover = prepared()) {
            Snapshot first = backUp(mover);
            long before = stored();
            Files.writeString(volume.resolve("new"), "new");
            Snapshot second = mover.backUp(source(Optional.of(first.id())), progress -> {});

            assertThat(stored() - before).as("what a second snapshot adds").isLessThan(LITTLE);
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.totalBytes()).isEqualTo(first.totalBytes() + 3);

            mover.forget(List.of(first.id()));
            mover.maintain();
            mover.restore(second.id(), target, progress -> {});
        }
        assertThat(UnusualFiles.describe(target)).isEqualTo(UnusualFiles.describe(volume));
    }

    @Test
    protected void seesThatAFileOfTheSameSizeHasChanged() throws IOException {
        Files.writeString(volume.resolve("a"), "one");
        Files.setLastModifiedTime(volume.resolve("a"), FileTime.from(Instant.parse("2001-09-09T01:46:40Z")));
        try (DataMover mover = prepared()) {
            Snapshot first = backUp(mover);
            Files.writeString(volume.resolve("a"), "two");
            Snapshot second = mover.backUp(source(Optional.of(first.id())), progress -> {});
            mover.restore(second.id(), target, progress -> {});
        }
        assertThat(target.resolve("a")).hasContent("two");
    }

    @Test
    protected void ignoresAParentThatIsGone() throws IOException {
        Files.writeString(volume.resolve("a"), "a");
        try (DataMover mover = prepared()) {
            Snapshot gone = backUp(mover);
            mover.forget(List.of(gone.id()));
            Snapshot snapshot = mover.backUp(source(Optional.of(gone.id())), progress -> {});
            mover.restore(snapshot.id(), target, progress -> {});
        }
        assertThat(target.resolve("a")).hasContent("a");
    }

    @Test
    protected void findsTheNewestSnapshotByAllItsTags() throws IOException {
        Files.writeString(volume.resolve("a"), "12345");
        try (DataMover mover = prepared()) {
            backUp(mover);
            Snapshot second = backUp(mover);

            assertThat(mover.find(TAGS)).contains(new Snapshot(second.id(), 5));
            assertThat(mover.find(Map.of("backup", "daily"))).contains(new Snapshot(second.id(), 5));
            assertThat(mover.find(Map.of("backup", "daily", "volume", "other"))).isEmpty();
        }
    }

    @Test
    protected void forgetsSnapshotsAndFreesTheirSpace() throws IOException {
        Files.writeString(volume.resolve("kept"), "kept");
        try (DataMover mover = prepared()) {
            Snapshot kept = backUp(mover);
            long before = stored();
            UnusualFiles.create(volume);
            Snapshot snapshot = backUp(mover);

            mover.forget(List.of(snapshot.id()));
            mover.forget(List.of(snapshot.id()));
            mover.unlock();
            mover.maintain();

            assertThat(stored() - before)
                    .as("what is left of the forgotten one")
                    .isLessThan(LITTLE);
            failsWith(Fault.USER, () -> mover.restore(snapshot.id(), target, progress -> {}));
            mover.check(100);
            mover.restore(kept.id(), target, progress -> {});
            assertThat(mover.find(TAGS)).map(Snapshot::id).contains(kept.id());
        }
        assertThat(target.resolve("kept")).hasContent("kept");
    }

    @Test
    protected void refusesTheIdOfNoSnapshot() {
        try (DataMover mover = prepared()) {
            for (String id : List.of("--help", "../config", "deadbeef")) {
                failsWith(Fault.USER, () -> mover.restore(id, target, progress -> {}));
            }
        }
        assertThat(target).isEmptyDirectory();
    }

    @Test
    protected void namesDamageWhenItVerifies() throws IOException {
        UnusualFiles.create(volume);
        try (DataMover mover = prepared()) {
            backUp(mover);
            mover.check(0);
            mover.check(100);
            damageTheLargestObject();
            failsWith(Fault.STORAGE, () -> mover.check(100));
        }
    }

    @Test
    protected void movesSeveralVolumesAtOnce() throws IOException {
        UnusualFiles.create(volume);
        try (DataMover mover = prepared()) {
            List<CompletableFuture<Snapshot>> backups = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                backups.add(CompletableFuture.supplyAsync(() -> backUp(mover)));
            }
            List<String> ids =
                    backups.stream().map(backup -> backup.join().id()).toList();

            assertThat(ids).doesNotHaveDuplicates();
            mover.restore(ids.getLast(), target, progress -> {});
        }
        assertThat(UnusualFiles.describe(target)).isEqualTo(UnusualFiles.describe(volume));
    }

    /** A call that was interrupted has ended when it returns, and can be made again. */
    @Test
    protected void isCancelledByAnInterrupt() throws Exception {
        UnusualFiles.create(volume);
        prepared().close();
        HeldStore held = new HeldStore(store);
        try (DataMover mover = open(held, "secret")) {
            AtomicReference<@Nullable Throwable> outcome = new AtomicReference<>();
            Thread thread = Thread.startVirtualThread(() -> {
                try {
                    backUp(mover);
                } catch (RuntimeException e) {
                    outcome.set(e);
                }
            });
            assertThat(held.awaitSomebody()).as("something is being stored").isTrue();
            thread.interrupt();
            held.letGo();
            assertThat(thread.join(Duration.ofSeconds(30)))
                    .as("the call returned")
                    .isTrue();

            assertThat(outcome.get()).isInstanceOf(GoletaException.class);
            assertThat(mover.find(TAGS)).isEmpty();
            mover.restore(backUp(mover).id(), target, progress -> {});
            mover.unlock();
            mover.maintain();
        }
        assertThat(UnusualFiles.describe(target)).isEqualTo(UnusualFiles.describe(volume));
    }

    /** On an empty repository, which is made once for all tests: data movers that encrypt take their time over it. */
    private DataMover prepared() {
        InMemoryObjectStore made = PREPARED.computeIfAbsent(getClass(), type -> {
            InMemoryObjectStore empty = new InMemoryObjectStore();
            try (DataMover mover = open(empty, "secret")) {
                mover.prepare();
            }
            return empty;
        });
        made.list("").forEach(object -> {
            InputStream content = made.get(object.key()).orElseThrow();
            store.put(object.key(), content, object.size());
        });
        return open(store, "secret");
    }

    private DataMover open(ObjectStore bucket, String password) {
        Secret secret = Secret.of(password.getBytes(StandardCharsets.UTF_8));
        return open(new Repository(bucket, PATH, secret, folder.resolve("cache")));
    }

    private Snapshot backUp(DataMover mover) {
        return mover.backUp(source(Optional.empty()), progress -> {});
    }

    private VolumeSource source(Optional<String> parent) {
        return new VolumeSource(volume, TAGS, parent);
    }

    private long stored() {
        return store.list(PATH + "/").mapToLong(ObjectInfo::size).sum();
    }

    private void damageTheLargestObject() throws IOException {
        String key = store.list(PATH + "/")
                .max(Comparator.comparingLong(ObjectInfo::size))
                .orElseThrow()
                .key();
        try (InputStream in = store.get(key).orElseThrow()) {
            byte[] content = in.readAllBytes();
            content[content.length / 2] ^= 1;
            store.put(key, new ByteArrayInputStream(content), content.length);
        }
    }

    private static GoletaException failsWith(Fault fault, ThrowingCallable call) {
        AtomicReference<@Nullable GoletaException> failure = new AtomicReference<>();
        assertThatExceptionOfType(GoletaException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.fault()).as(e.getMessage()).isEqualTo(fault);
            failure.set(e);
        });
        return Objects.requireNonNull(failure.get());
    }
}
