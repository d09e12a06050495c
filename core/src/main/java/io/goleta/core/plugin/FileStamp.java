package io.goleta.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Size and time of a file, by which a change shows. */
record FileStamp(long size, long modified) {
    private static final FileStamp GONE = new FileStamp(-1, 0);

    static FileStamp of(Path file) {
        try {
            return new FileStamp(
                    Files.size(file), Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
            return GONE;
        }
    }
}
