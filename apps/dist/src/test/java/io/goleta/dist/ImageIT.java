package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.goleta.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image's root file system as a container gets it: it is {@code /} and cannot be written, the user is 65532, and nothing of
 * the machine can be seen but its network.
 */
class ImageIT {
    private static final Path ROOT = Path.of("target/image/rootfs").toAbsolutePath();
    private static final String UID = "0b7bc1d2-9c0e-4c3e-8f6c-0e7c9d1c9a11";

    /** $0: the root file system; $1: a folder that becomes /scratch; the rest: what to run. */
    private static final String CONTAINER = """
            root=$0 scratch=$1; shift
            mount --bind "$root" "$root" && mount -o remount,bind,ro "$root" || exit 125
            mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && mount --bind "$scratch" "$root/scratch" || exit 125
            exec chroot --userspec=65532:65532 "$root" /usr/bin/env -i PATH=/usr/bin VELERO_SCRATCH_DIR=/scratch "$@"
            """;

    @TempDir
    Path scratch;

    @BeforeEach
    void requireTheImageAndTheRightsToRunIt() throws IOException {
        assumeTrue(Files.isDirectory(ROOT), "no image: apps/dist/src/main/image/build has not made " + ROOT);
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a process a root file system");
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void tellsItsVersion() throws Exception {
        Outcome outcome = run("/velero", "version", "--client-only");

        assertThat(outcome.output()).contains("Version: v");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void bringsWhatTheRolesCall() throws Exception {
        assertThat(run("restic", "version").output()).startsWith("restic 0.");
        assertThat(run("id").output().strip()).isEqualTo("uid=65532(nonroot) gid=65532(nonroot) groups=65532(nonroot)");
        assertThat(run("sh", "-c", "touch /tmp/x").output()).contains("Read-only file system");
        assertThat(run("stat", "-c", "%a", "/tmp").output().strip()).isEqualTo("1777");
        assertThat(run("ls", "-d", "/plugins", "/scratch", "/credentials", "/host_pods", "/restores")
                        .exitCode())
                .isZero();
    }

    @Test
    void releasesAPodWhoseVolumesAreMarkedUnderEveryNameOfTheHelper() throws Exception {
        for (String name : List.of("/velero-restic-restore-helper", "/velero-restore-helper")) {
            Path marks = Files.createDirectories(scratch.resolve("data/.velero"));
            Files.createFile(marks.resolve(UID));
            openToAll(scratch);

            Outcome outcome = run("env", "RESTORES_DIR=/scratch", name, UID);

            assertThat(outcome.output()).contains("All restic restores are done\n");
            assertThat(outcome.exitCode()).isZero();
            assertThat(marks).doesNotExist();
        }
    }

    @Test
    void keepsSandboxAndDemoOut() throws Exception {
        try (Stream<Path> files = Files.walk(ROOT.resolve("opt/goleta"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("sandbox"));
        }
        assertThat(run("/velero", "sandbox").output()).startsWith("This installation of velero has no sandbox");
    }

    /** A cache that does not fit is passed over without a word, and start-up is twice as slow. */
    @Test
    void usesItsCachesOfClasses() throws Exception {
        for (String name : List.of("cli", "server", "restore-helper")) {
            assertThat(ROOT.resolve("opt/goleta/lib/" + name + ".aot")).exists();
        }
        String insist = "GOLETA_JAVA_OPTS=-XX:AOTMode=on -Xlog:all=error";

        assertThat(run("env", insist, "/velero", "version", "--client-only").output())
                .startsWith("Client:");
        assertThat(run("env", insist, "/velero-restore-helper").output()).startsWith("ERROR: exactly one argument");
        assertThat(run("env", insist, "/velero", "server", "--help").output()).startsWith("Usage: velero server");
    }

    @Test
    void runsTheServerWithNothingToWriteOnButScratch() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            install(sandbox);
            Path kubeconfig = Files.writeString(scratch.resolve("kubeconfig"), sandbox.kubeconfig());
            openToAll(kubeconfig);
            Path log = scratch.resolve("server.log");
            Process server = container(
                            log,
                            "env",
                            "KUBECONFIG=/scratch/kubeconfig",
                            "/velero",
                            "server",
                            "--metrics-address=:18086")
                    .start();
            try {
                await("the server is ready")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> isReady("http://127.0.0.1:18086/readyz") || !server.isAlive());
                assertThat(server.isAlive()).as(() -> read(log)).isTrue();
            } finally {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
            }
            assertThat(read(log)).doesNotContain("Read-only file system");
        }
    }

    private void install(Sandbox sandbox) {
        Config config = Config.fromKubeconfig(sandbox.kubeconfig());
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            Velero.install(client, scratch.resolve("buckets"));
        }
    }

    private record Outcome(int exitCode, String output) {}

    private Outcome run(String... command) throws Exception {
        Path output = Files.createTempFile("image", ".out");
        try {
            Process process = container(output, command).start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new Outcome(process.waitFor(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private ProcessBuilder container(Path output, String... command) {
        List<String> words = Stream.concat(
                        Stream.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", CONTAINER),
                        Stream.concat(Stream.of(ROOT.toString(), scratch.toString()), Stream.of(command)))
                .toList();
        return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    }

    private static void openToAll(Path top) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    private static boolean isReady(String url) {
        try {
            return ((HttpURLConnection) URI.create(url).toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
