package io.goleta.plugins.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.store.PatternStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real full and read-only disks: small ones in memory, which takes root to mount. */
class UnwillingDiskTest {
    @TempDir
    Path root;

    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", root.toString());
        }
    }

    @Test
    void saysThatTheDiskIsFullAndKeepsWhatWasThere() throws Exception {
        mount("size=1m");
        FilesystemObjectStore store = store();
        store.put("backups/a", new PatternStream(100_000), 100_000);

        refused(() -> store.put("backups/b", new PatternStream(4 << 20), 4 << 20), "is full", "make room");

        assertThat(store.list("")).extracting("key").containsExactly("backups/a");
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
        store.put("backups/c", new PatternStream(100_000), 100_000);
    }

    @Test
    void saysThatTheDiskIsReadOnly() throws Exception {
        mount("size=1m");
        FilesystemObjectStore store = store();
        store.put("backups/a", new PatternStream(10), 10);
        assertThat(run("mount", "-o", "remount,ro", root.toString())).isZero();

        store.check();
        assertThat(store.get("backups/a")).isPresent();
        refused(() -> store.put("backups/b", new PatternStream(10), 10), "mounted read-only");
        refused(() -> store.delete("backups/a"), "mounted read-only");
    }

    private FilesystemObjectStore store() throws IOException {
        Files.createDirectories(root.resolve("bucket"));
        return new FilesystemObjectStore(new KeyPaths(root, "bucket", ""), Clock.systemUTC());
    }

    private static void refused(ThrowingCallable call, String... message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GoletaException.class, e -> {
            assertThat(e.fault()).isEqualTo(Fault.STORAGE);
            assertThat(e.isRetryable()).isFalse();
            assertThat(e.getMessage()).startsWith("Could not ").contains(message);
        });
    }

    private void mount(String options) throws Exception {
        assumeTrue(isRoot(), "mounting a small disk takes root");
        mounted = run("mount", "-t", "tmpfs", "-o", options, "goleta-test", root.toString()) == 0;
        assumeTrue(mounted, "this machine does not let root mount a small disk");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
    }
}
