package io.goleta.server.restorehelper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the helper as its own process, as a pod does. */
class RestoreHelperMainTest {
    private static final Instant FUTURE = Instant.parse("2031-01-01T00:00:00Z");
    private static final String UID = "0b7bc1d2-9c0e-4c3e-8f6c-0e7c9d1c9a11";

    @TempDir
    Path folder;

    private Path restores;
    private Path output;
    private String keepMarks = "";
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        restores = Files.createDirectory(folder.resolve("restores"));
        output = folder.resolve("output");
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void exitsAtOnceWhenEveryVolumeIsMarked() throws Exception {
        mark("data");
        mark("logs");

        assertThat(exitCode(helper(UID))).isZero();
        assertThat(log()).endsWith("All restic restores are done\n");
    }

    @Test
    void waitsForTheLastVolume() throws Exception {
        mark("data");
        Files.createDirectory(restores.resolve("logs"));

        Process helper = helper(UID);
        await().until(() -> log().contains("Not found: " + restores.resolve("logs/.velero/" + UID)));
        assertThat(helper.isAlive()).isTrue();

        mark("logs");
        assertThat(exitCode(helper)).isZero();
    }

    @Test
    void seesTheMarkInTheTimesOfAVolumeThatHasNoRoomForAFile() throws Exception {
        mark("data");
        Path full = Files.createDirectory(restores.resolve("full"));
        TimeMark.BEGUN.putOn(full, UID);
        Process helper = helper(UID);
        await().until(() -> log().contains("Not found: " + full));
        assertThat(helper.isAlive()).isTrue();

        TimeMark.DONE.putOn(full, UID);
        assertThat(exitCode(helper)).isZero();
        assertThat(Files.readAttributes(full, "lastAccessTime"))
                .as("the mark is taken off")
                .hasEntrySatisfying(
                        "lastAccessTime", time -> assertThat((FileTime) time).isLessThan(FileTime.from(FUTURE)));
    }

    @Test
    void theTimeOfAVolumesFolderStays() throws Exception {
        mark("data");
        FileTime then = FileTime.from(Instant.parse("2001-09-09T01:46:40Z"));
        Files.setLastModifiedTime(restores.resolve("data"), then);
        assertThat(exitCode(helper(UID))).isZero();
        assertThat(Files.getLastModifiedTime(restores.resolve("data"))).isEqualTo(then);
    }

    @Test
    void ignoresTheMarkOfAnotherRestore() throws Exception {
        Files.createFile(
                Files.createDirectories(restores.resolve("data/.velero")).resolve("another"));

        Process helper = helper(UID);

        await().until(() -> log().contains("Not found"));
        assertThat(helper.isAlive()).isTrue();
    }

    @Test
    void removesTheMarksAndNothingElse() throws Exception {
        mark("data");
        Files.createFile(restores.resolve("data/.velero/of-an-older-restore"));
        Files.writeString(restores.resolve("data/index.html"), "hello");

        assertThat(exitCode(helper(UID))).isZero();
        assertThat(restores.resolve("data/.velero")).doesNotExist();
        assertThat(restores.resolve("data/index.html")).hasContent("hello");
    }

    @Test
    void leavesTheMarksForWhichOtherPodsWait() throws Exception {
        mark("data");
        mark("files");
        mark("shared");
        keepMarks = "files,shared";

        assertThat(exitCode(helper(UID))).isZero();
        assertThat(restores.resolve("data/.velero")).doesNotExist();
        assertThat(restores.resolve("files/.velero/" + UID)).exists();
        assertThat(restores.resolve("shared/.velero/" + UID)).exists();
    }

    @Test
    void removesALinkButNotWhatItPointsTo() throws Exception {
        mark("data");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve(UID));
        Files.createSymbolicLink(restores.resolve("data/.velero/link"), elsewhere);
        Files.createDirectory(restores.resolve("logs"));
        Files.createSymbolicLink(restores.resolve("logs/.velero"), elsewhere);

        assertThat(exitCode(helper(UID))).isZero();
        assertThat(restores.resolve("data/.velero")).doesNotExist();
        assertThat(elsewhere.resolve(UID)).exists();
    }

    @Test
    void skipsWhatIsNotAVolume() throws Exception {
        mark("data");
        Files.createFile(restores.resolve("a-file"));

        assertThat(exitCode(helper(UID))).isZero();
        assertThat(log()).contains("Not a directory, skipped: " + restores.resolve("a-file"));
    }

    @Test
    void waitsForTheVolumesFolderItself() throws Exception {
        Files.delete(restores);

        Process helper = helper(UID);
        await().until(() -> log().contains("ERROR: cannot read the volumes"));
        mark("data");

        assertThat(exitCode(helper)).isZero();
    }

    @Test
    void refusesAnythingButOneUid() throws Exception {
        for (String[] args :
                List.of(new String[0], new String[] {UID, "more"}, new String[] {""}, new String[] {".."})) {
            assertThat(exitCode(helper(args))).isEqualTo(1);
            assertThat(log()).isEqualTo("ERROR: exactly one argument must be provided, the restore's UID\n");
        }
    }

    private void mark(String volume) throws IOException {
        Files.createFile(Files.createDirectories(restores.resolve(volume).resolve(".velero"))
                .resolve(UID));
    }

    private Process helper(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx16m",
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                RestoreHelperMain.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        builder.environment().put("RESTORES_DIR", restores.toString());
        builder.environment().put("KEEP_MARKS", keepMarks);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String log() throws IOException {
        return Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8) : "";
    }
}
