package io.goleta.plugins.filesystem;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns an error of a disk or share into the sentence for the user. */
final class DiskFailure {
    private DiskFailure() {}

    /**
     * @param doing to be read after "Could not": {@code store backups/daily/daily.tar.gz}
     * @param where the file or folder
     */
    static GoletaException of(String doing, Path where, IOException e) {
        String start = "Could not " + doing + " in " + where + ": ";
        String reason = reason(e);
        String lower = reason.toLowerCase(Locale.ROOT);
        if (e instanceof ClosedByInterruptException) {
            return GoletaException.retryable(Fault.STORAGE, start + "it was cancelled", e);
        }
        if (e instanceof AccessDeniedException || lower.contains("permission denied")) {
            return permanent(start + "permission denied; give the user that runs this process access to it", e);
        }
        if (lower.contains("no space left") || lower.contains("quota")) {
            return permanent(start + "it is full (" + reason + "); make room, or move the bucket to a larger disk", e);
        }
        if (lower.contains("read-only file system")) {
            return permanent(start + "it is mounted read-only; remount it writable, or mark the location ReadOnly", e);
        }
        if (e instanceof FileAlreadyExistsException
                || lower.contains("is a directory")
                || lower.contains("not a directory")) {
            return permanent(
                    start + "a file system cannot hold an object and a folder of the same name (" + e.getMessage()
                            + ")",
                    e);
        }
        return GoletaException.retryable(Fault.STORAGE, start + reason, e);
    }

    private static GoletaException permanent(String message, IOException e) {
        return new GoletaException(Fault.STORAGE, message, e);
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.toString() : reason;
    }
}
