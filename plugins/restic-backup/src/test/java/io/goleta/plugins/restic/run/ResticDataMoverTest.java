package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Progress;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import io.goleta.testkit.volume.UnusualFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real restic, through the REST server, on a folder. */
class ResticDataMoverTest {
    private static final Map<String, String> TAGS = Map.of("backup", "daily", "volume", "data");

    @TempDir
    Path folder;

    private Fixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder);
    }

    @Test
    void restoresEveryFileAsItWas() throws IOException {
        UnusualFiles.create(fixture.volume);
        List<Progress> backedUp = new ArrayList<>();
        List<Progress> restored = new ArrayList<>();
        try (DataMover mover = fixture.mover()) {
            mover.prepare();
            Snapshot snapshot = mover.backUp(source(), backedUp::add);
            mover.restore(snapshot.id(), fixture.target, restored::add);

            assertThat(snapshot.id()).matches("[0-9a-f]{64}");
            assertThat(backedUp.getLast()).isEqualTo(new Progress(snapshot.totalBytes(), snapshot.totalBytes()));
            assertThat(restored.getLast().bytesDone())
                    .isEqualTo(restored.getLast().totalBytes());
        }
        assertThat(UnusualFiles.describe(fixture.target)).isEqualTo(UnusualFiles.describe(fixture.volume));
        assertThat(fixture.repository().resolve("locks"))
                .satisfiesAnyOf(
                        locks -> assertThat(locks).doesNotExist(),
                        locks -> assertThat(locks).isEmptyDirectory());
    }

    @Test
    void leavesNeitherPasswordNorAddressBehind() throws IOException {
        fixture.prepared();
        Files.writeString(fixture.volume.resolve("a"), "a");
        try (DataMover mover = fixture.mover()) {
            mover.backUp(source(), progress -> {});
        }
        assertThat(fixture.work).isEmptyDirectory();
    }

    @Test
    void takesNoSnapshotOfAnEmptyVolume() throws IOException {
        fixture.prepared();
        try (DataMover mover = fixture.mover()) {
            assertThat(mover.backUp(source(), progress -> {})).isEqualTo(new Snapshot("", 0));
            assertThat(mover.find(TAGS)).isEmpty();
        }
    }

    @Test
    void forgetsSnapshotsAndFreesTheirSpace() throws IOException {
        fixture.prepared();
        UnusualFiles.create(fixture.volume);
        try (DataMover mover = fixture.mover()) {
            Snapshot snapshot = mover.backUp(source(), progress -> {});
            mover.forget(List.of(snapshot.id().substring(0, 8), "deadbeef"));
            mover.forget(List.of(snapshot.id()));
            mover.maintain();

            assertThat(mover.find(TAGS)).isEmpty();
            assertThat(packBytes()).isZero();
            assertThatThrownBy(() -> mover.restore(snapshot.id(), fixture.target, progress -> {}))
                    .hasMessageContaining("there is no snapshot " + snapshot.id());
        }
    }

    @Test
    void neverCreatesARepositoryWhenConnecting() {
        try (DataMover mover = fixture.mover()) {
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(mover::connect)
                    .withMessageContaining("there is no restic repository at " + Fixture.PATH)
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE));
            assertThat(fixture.bucket).isEmptyDirectory();
        }
    }

    @Test
    void neverCreatesARepositoryOverDataThatLostItsConfiguration() throws IOException {
        fixture.prepared();
        Files.writeString(fixture.volume.resolve("a"), "a");
        try (DataMover mover = fixture.mover()) {
            mover.backUp(source(), progress -> {});
            Files.delete(fixture.repository().resolve("config"));
            for (Runnable opening : List.<Runnable>of(mover::connect, mover::prepare)) {
                assertThatThrownBy(opening::run)
                        .hasMessageContaining("damaged")
                        .hasMessageContaining("/config is gone");
            }
            assertThat(fixture.repository().resolve("config")).doesNotExist();
        }
    }

    @Test
    void startsAnewWhereTheCreationOfARepositoryWasCutOff() throws IOException {
        fixture.prepared();
        Files.delete(fixture.repository().resolve("config"));
        Path key = onlyKey();
        fixture.clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
        try (DataMover mover = fixture.mover()) {
            mover.prepare();
            assertThat(key).as("a key of another origin").doesNotExist();
            mover.connect();
        }
    }

    @Test
    void waitsForSomebodyElseWhoCreatesTheRepository() throws IOException {
        fixture.prepared();
        Path config = fixture.repository().resolve("config");
        Path elsewhere = Files.move(config, folder.resolve("config"));
        Path key = onlyKey();
        try (DataMover mover = fixture.mover()) {
            CompletableFuture<Void> preparation = CompletableFuture.runAsync(mover::prepare);
            Files.move(elsewhere, config);
            preparation.join();
        }
        assertThat(key).exists();
    }

    private Path onlyKey() throws IOException {
        try (Stream<Path> keys = Files.list(fixture.repository().resolve("keys"))) {
            return keys.findFirst().orElseThrow();
        }
    }

    @Test
    void saysThatTheKeysAreGone() throws IOException {
        fixture.prepared();
        try (DataMover mover = fixture.mover()) {
            try (Stream<Path> keys = Files.list(fixture.repository().resolve("keys"))) {
                for (Path key : keys.toList()) {
                    Files.delete(key);
                }
            }
            assertThatThrownBy(mover::connect).hasMessageContaining("its keys are gone");
        }
    }

    @Test
    void namesDamageWhenVerifying() throws IOException {
        fixture.prepared();
        UnusualFiles.create(fixture.volume);
        try (DataMover mover = fixture.mover()) {
            mover.backUp(source(), progress -> {});
            mover.check(0);
            mover.check(50);
            mover.check(100);
            Path pack = damageAPack();
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> mover.check(100))
                    .withMessageContaining(pack.getFileName().toString())
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.STORAGE));
        }
    }

    @Test
    void failsARestoreFromADamagedPack() throws IOException {
        fixture.prepared();
        UnusualFiles.create(fixture.volume);
        try (DataMover mover = fixture.mover()) {
            Snapshot snapshot = mover.backUp(source(), progress -> {});
            damageAPack();
            assertThatThrownBy(() -> mover.restore(snapshot.id(), fixture.target, progress -> {}))
                    .hasMessageContaining("random.bin");
        }
    }

    @Test
    void refusesATagThatResticWouldTakeForTwo() {
        try (DataMover mover = fixture.mover()) {
            VolumeSource source = new VolumeSource(fixture.volume, Map.of("backup", "a,b"), Optional.empty());
            assertThatThrownBy(() -> mover.backUp(source, progress -> {})).hasMessageContaining("comma");
        }
    }

    private VolumeSource source() {
        return new VolumeSource(fixture.volume, TAGS, Optional.empty());
    }

    private long packBytes() throws IOException {
        try (Stream<Path> files = Files.walk(fixture.repository().resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** The largest one, in the middle. */
    private Path damageAPack() throws IOException {
        try (Stream<Path> files = Files.walk(fixture.repository().resolve("data"))) {
            Path pack = files.filter(Files::isRegularFile)
                    .max((one, other) ->
                            Long.compare(one.toFile().length(), other.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(pack);
            bytes[bytes.length / 2] ^= 1;
            Files.write(pack, bytes);
            return pack;
        }
    }
}
