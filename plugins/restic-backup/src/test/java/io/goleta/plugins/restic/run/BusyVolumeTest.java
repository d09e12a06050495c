package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.IncompleteSnapshotException;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes that change, or cannot be read, while real restic backs them up. */
class BusyVolumeTest {
    private static final int MORE_THAN_RESTIC_READS_AHEAD = 80;
    private static final int MIB = 1 << 20;
    private static final String READ_ANYTHING = "dac_override,dac_read_search";

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Fixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder).prepared();
    }

    @Test
    void aFileThatIsDeletedWhileTheVolumeIsReadCostsAWarningAndNothingElse() throws IOException {
        fill();
        Path deleted = Files.writeString(fixture.volume.resolve("z"), "z");

        try (DataMover mover = fixture.mover(atTheFirstPack(() -> Files.delete(deleted)))) {
            Snapshot snapshot = mover.backUp(source(), progress -> {}, warnings::add);
            mover.restore(snapshot.id(), fixture.target, progress -> {});
        }

        assertThat(warnings)
                .containsExactly("1 files were deleted while the volume was backed up, and are not in the snapshot: z");
        assertThat(fixture.target.resolve("a1")).hasSameBinaryContentAs(fixture.volume.resolve("a1"));
        assertThat(fixture.target.resolve("z")).doesNotExist();
    }

    @Test
    void aVolumeThatIsUnmountedMeanwhileIsNotTakenForOneWhoseFilesWereDeleted() throws IOException {
        fill();
        Path elsewhere = folder.resolve("elsewhere");

        try (DataMover mover = fixture.mover(atTheFirstPack(() -> {
            Files.move(fixture.volume, elsewhere);
            Files.createDirectory(fixture.volume);
        }))) {
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> mover.backUp(source(), progress -> {}, warnings::add))
                    .withMessageContaining("was unmounted or replaced while it was backed up");
            assertThat(mover.find(source().tags())).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndTheOthersAreKept() throws IOException {
        Files.writeString(fixture.volume.resolve("good"), "good");
        closed(Files.writeString(fixture.volume.resolve("secret"), "secret"));
        closed(Files.createDirectory(fixture.volume.resolve("sub")));
        LessPrivileged.use(fixture, folder, READ_ANYTHING);

        try (DataMover mover = fixture.mover()) {
            IncompleteSnapshotException incomplete = catchThrowableOfType(
                    IncompleteSnapshotException.class, () -> mover.backUp(source(), progress -> {}, warnings::add));

            assertThat(incomplete)
                    .hasMessageContaining("could not read 2 of its files: ")
                    .hasMessageContaining("secret (")
                    .hasMessageContaining("sub");
            mover.restore(incomplete.snapshot().id(), fixture.target, progress -> {});
        }
        assertThat(fixture.target.resolve("good")).hasContent("good");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aVolumeOfWhichNothingCanBeReadIsNotEmpty() throws IOException {
        closed(Files.writeString(fixture.volume.resolve("secret"), "secret"));
        LessPrivileged.use(fixture, folder, READ_ANYTHING);

        try (DataMover mover = fixture.mover()) {
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> mover.backUp(source(), progress -> {}, warnings::add))
                    .withMessageContaining("secret");
        }
    }

    @Test
    void filesOfWhichResticDoesNotTellTheReasonAreLookedFor() throws IOException {
        Files.writeString(fixture.volume.resolve("there"), "");
        UnreadFiles files = new UnreadFiles(fixture.volume.toRealPath());
        for (String item : List.of("there", "gone", fixture.volume.toRealPath() + "/gone-too", "bad-\uFFFD", ".")) {
            files.accept("{\"message_type\":\"error\",\"error\":{},\"during\":\"archival\",\"item\":\"" + item + "\"}");
        }
        assertThat(files.deleted()).hasToString("gone, gone-too");
        assertThat(files.unreadable()).hasToString("there, bad-\uFFFD, ");
    }

    @Test
    void readsTheReasonsOfNewRestic() throws IOException {
        UnreadFiles files = new UnreadFiles(fixture.volume.toRealPath());
        for (String reason : List.of("lstat a: no such file or directory", "read a: input/output error")) {
            files.accept("{\"message_type\":\"error\",\"error\":{\"message\":\"" + reason
                    + "\"},\"during\":\"archival\",\"item\":\"a\"}");
        }
        assertThat(files.deleted().count()).isEqualTo(1);
        assertThat(files.unreadable()).hasToString("a (read a: input/output error)");
    }

    @Test
    void namesTheFirstOfManyFiles() {
        FileTally tally = new FileTally();
        for (int i = 0; i < 5_000; i++) {
            tally.add("x".repeat(1_000) + i, "y".repeat(1_000));
        }
        assertThat(tally.toString()).hasSizeLessThan(13_000).endsWith(" and 4999 more");
    }

    private VolumeSource source() {
        return new VolumeSource(fixture.volume, Map.of("volume", "data"), Optional.empty());
    }

    private void fill() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < MORE_THAN_RESTIC_READS_AHEAD; i++) {
            byte[] content = new byte[MIB];
            random.nextBytes(content);
            Files.write(fixture.volume.resolve("a" + i), content);
        }
    }

    private static void closed(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    }

    private ObjectStore atTheFirstPack(Change change) {
        AtomicBoolean first = new AtomicBoolean(true);
        return new BrokenStore(fixture.store(), (call, key) -> {
            if (call.equals("put") && key.contains("/data/") && first.getAndSet(false)) {
                change.run();
            }
            return Optional.empty();
        });
    }

    private interface Change {
        void make() throws IOException;

        default void run() {
            try {
                make();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
