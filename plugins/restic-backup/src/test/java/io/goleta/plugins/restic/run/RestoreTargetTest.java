package io.goleta.plugins.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Snapshot;
import io.goleta.spi.volume.VolumeSource;
import io.goleta.testkit.volume.UnusualFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real restic finds where it restores, and what the target does not permit. */
class RestoreTargetTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Fixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new Fixture(folder).prepared();
    }

    @Test
    void filesWhoseOwnerCannotBeSetAreRestoredWithAWarning() throws IOException {
        Files.setAttribute(Files.writeString(fixture.volume.resolve("a"), "content"), "unix:uid", 1_000);
        LessPrivileged.use(fixture, folder, "chown");
        try (DataMover mover = fixture.mover()) {
            mover.restore(backUp(mover), fixture.target, progress -> {}, warnings::add);
        }
        assertThat(fixture.target.resolve("a")).hasContent("content");
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("of 1 files could not be set")
                .contains("/a (Lchown");
    }

    @Test
    void filesWhoseContentIsMissingFailTheRestoreWhateverElseWentWrong() throws IOException {
        Files.setAttribute(Files.writeString(fixture.volume.resolve("a"), "content"), "unix:uid", 1_000);
        Files.writeString(fixture.volume.resolve("b"), "content");
        Files.createDirectory(fixture.target.resolve("b"));
        LessPrivileged.use(fixture, folder, "chown");
        try (DataMover mover = fixture.mover()) {
            String snapshot = backUp(mover);
            assertThatExceptionOfType(GoletaException.class)
                    .isThrownBy(() -> mover.restore(snapshot, fixture.target, progress -> {}, warnings::add))
                    .withMessageContaining("/b");
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void tellsAttributesFromContentByTheWordsOfEachVersion() {
        assertThat(of(
                        "ignoring error for /a: Lchown: lchown /v/a: operation not permitted",
                        "ignoring error for /b: xattr.LSet /v/b user.x: operation not supported",
                        "Fatal: There were 2 errors"))
                .isTrue();
        assertThat(of("""
                {"message_type":"error","error":{"message":"lchown /v/a: operation not permitted"},"during":"restore","item":"/a"}
                """, "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"Fatal: There were 1 errors\"}"))
                .isTrue();
        for (String content : List.of(
                "ignoring error for /a: open /v/a: no space left on device",
                "ignoring error for /a: UtimesNano: no such file or directory",
                "ignoring error for /a: chmod /v/a: read-only file system",
                "ignoring error for /a: Symlink: symlink b /v/a: file exists",
                "something that nobody knows")) {
            assertThat(of(content, "Fatal: There were 1 errors")).as(content).isFalse();
        }
        assertThat(of("ignoring error for /a: Lchown: lchown /v/a: no", "Fatal: There were 2 errors"))
                .as("one error that was not seen")
                .isFalse();
        assertThat(of("ignoring error for /a: Lchown: lchown /v/a: no"))
                .as("cut off")
                .isFalse();
    }

    private static boolean of(String... lines) {
        RestoreErrors errors = new RestoreErrors();
        List.of(lines).forEach(errors);
        return errors.areOfAttributesOnly();
    }

    @Test
    void aPipeInTheWayDoesNotBlockTheRestore() throws Exception {
        Files.writeString(fixture.volume.resolve("a"), "content");
        assertThat(new ProcessBuilder("mkfifo", fixture.target.resolve("a").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (DataMover mover = fixture.mover()) {
            mover.restore(backUp(mover), fixture.target, progress -> {});
        }
        assertThat(fixture.target.resolve("a")).isRegularFile().hasContent("content");
    }

    /** Restic 0.14 removes the second name and does not make it again, without a word. */
    @Test
    void aSecondNameOfAFileComesBackWhereBothNamesExist() throws IOException {
        Files.writeString(fixture.volume.resolve("one"), "content");
        Files.createLink(fixture.volume.resolve("two"), fixture.volume.resolve("one"));
        Files.writeString(fixture.target.resolve("one"), "older");
        Files.writeString(fixture.target.resolve("two"), "older");
        try (DataMover mover = fixture.mover()) {
            mover.restore(backUp(mover), fixture.target, progress -> {});
        }
        assertThat(UnusualFiles.describe(fixture.target)).isEqualTo(UnusualFiles.describe(fixture.volume));
    }

    @Test
    void aLinkWhoseNameIsNotTextIsNotFollowed() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "precious");
        shell("printf mine > \"$1/$(printf 'a\\377\\376b')\"", fixture.volume);
        shell("ln -s ../outside \"$1/$(printf 'a\\377\\376b')\"", fixture.target);
        try (DataMover mover = fixture.mover()) {
            mover.restore(backUp(mover), fixture.target, progress -> {});
        }
        assertThat(outside).hasContent("precious");
    }

    private static void shell(String script, Path argument) throws Exception {
        assertThat(new ProcessBuilder("/bin/sh", "-c", script, "sh", argument.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void restoresFromAStoreThatCannotBeWritten() throws IOException {
        UnusualFiles.create(fixture.volume);
        String snapshot;
        try (DataMover mover = fixture.mover()) {
            snapshot = backUp(mover);
        }
        try (DataMover mover = fixture.mover(fullDisk())) {
            mover.connect();
            mover.restore(snapshot, fixture.target, progress -> {});
        }
        assertThat(UnusualFiles.describe(fixture.target)).isEqualTo(UnusualFiles.describe(fixture.volume));
    }

    @Test
    void forgetsSnapshotsOnAFullDisk() throws IOException {
        Files.writeString(fixture.volume.resolve("a"), "a");
        try (DataMover mover = fixture.mover();
                DataMover full = fixture.mover(fullDisk())) {
            String snapshot = backUp(mover);
            full.forget(List.of(snapshot, snapshot.substring(0, 8), "deadbeef"));
            assertThat(mover.find(Map.of())).isEmpty();
            mover.maintain();
            mover.check(100);
        }
    }

    private BrokenStore fullDisk() {
        return new BrokenStore(
                fixture.store(),
                (call, key) -> call.equals("put")
                        ? Optional.of(new GoletaException(Fault.STORAGE, "the disk is full"))
                        : Optional.empty());
    }

    private String backUp(DataMover mover) {
        Snapshot snapshot = mover.backUp(new VolumeSource(fixture.volume, Map.of(), Optional.empty()), progress -> {});
        return snapshot.id();
    }
}
