package io.goleta.plugins.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes an NFS client ask its server again. For up to a minute it otherwise answers from memory, also that there is nothing of a
 * name: what another machine just stored would be missing that long. Opening a folder is what makes it ask. On a local disk that
 * costs next to nothing.
 */
final class NfsRevalidation {
    private NfsRevalidation() {}

    /**
     * Of the folders from one to another, as far as they are there. What names in the last one lead to is then known afresh.
     *
     * @param top a folder at or above {@code folder}
     */
    static void of(Path top, Path folder) {
        if (!isMissing(folder)) {
            return;
        }
        // That may be from memory, and so may it be of any folder above: only below an opened one it is not.
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
            // Whoever uses the folder next meets it, too, or may do what he wants without reading it.
            return false;
        }
    }
}
