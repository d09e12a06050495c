package io.goleta.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a folder read-only by mounting it over itself: permissions do not stop root. */
final class ReadOnly {
    private ReadOnly() {}

    static void during(Path folder, Runnable action) throws IOException {
        assumeTrue(
                run("mount", "--bind", folder.toString(), folder.toString()) == 0,
                "cannot mount (needs root and CAP_SYS_ADMIN), so no folder can be made read-only for root");
        try {
            if (run("mount", "-o", "remount,bind,ro", folder.toString()) != 0) {
                throw new IOException("cannot remount " + folder + " read-only");
            }
            action.run();
        } finally {
            run("umount", "--lazy", folder.toString());
        }
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
