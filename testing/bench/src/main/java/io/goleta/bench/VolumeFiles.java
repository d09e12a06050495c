package io.goleta.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Volumes full of noise, which neither compresses nor repeats. */
final class VolumeFiles {
    private static final int BLOCK = 1 << 20;

    private VolumeFiles() {}

    static void large(Path folder, String name, int mebibytes, long seed) throws IOException {
        Random random = new Random(seed);
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }

    /** Files of 100 bytes to 8 KiB, a hundred to a folder. */
    static void small(Path folder, int count, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            Path inner = folder.resolve("folder-" + i / 100);
            Files.createDirectories(inner);
            byte[] content = new byte[100 + random.nextInt(8_092)];
            random.nextBytes(content);
            Files.write(inner.resolve("file-" + i), content);
        }
    }
}
