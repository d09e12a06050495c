package io.goleta.plugins.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes an NFS client revalidate its cache. Otherwise it answers from the cache for up to a minute, also that a file does not exist:
 * objects that a different machine just stored would seem to be missing. Opening a folder revalidates it. On a local disk that costs
 * next to nothing.
 */
final class NfsRevalidation {
    private NfsRevalidation() {}

    /**
     * Revalidates the folders from {@code top} to {@code folder}, as far as they exist. Lookups in the last one are then up to date.
     *
     * @param top a folder at or above {@code folder}
     */
    static void of(Path top, Path folder) {
        if (!isMissing(folder)) {
            return;
        }
        // The answer may come from the cache, as for each folder above; only below an opened folder it is fresh.
        Path step = top;
        for (Path name : top.relativize(folder)) {
            if (isMissing(step)) {
                return;
            }
            step = step.resolve(name);
        }
        isMissing(step);
    }

    private static boolean isMissing(Path folder) {
        try (FileChannel _ = FileChannel.open(folder, StandardOpenOption.READ)) {
            return false;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            // The next use of the folder fails as well, or does not need to read it.
            return false;
        }
    }
}
