package io.goleta.server.nodeagent;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file {@code .velero/<restore uid>} in a volume, which tells the waiting container that the volume is restored. */
record DoneMarker(Path volume, String restoreUid) {
    private static final Logger LOGGER = LoggerFactory.getLogger(DoneMarker.class);

    /** Whether this restore has left it already. */
    boolean exists() {
        return Files.isRegularFile(folder().resolve(restoreUid), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Leaves it, in place of what came out of the backup under that name.
     *
     * @throws GoletaException CLUSTER when it cannot be written
     */
    void leave() {
        removeOld();
        try {
            if (!Files.isDirectory(folder(), LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder());
            }
            // Independent of the umask, because the waiting container runs as an arbitrary user.
            Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "error creating .velero directory for done file: " + e, e);
        }
        try {
            Path file = folder().resolve(restoreUid);
            Files.write(file, new byte[0], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "error writing done file: " + e, e);
        }
    }

    private Path folder() {
        return volume.resolve(".velero");
    }

    /** The content of a volume is not ours to trust: links are removed, never followed. */
    private void removeOld() {
        if (!Files.exists(folder(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOGGER.warn("could not remove {}: {}", folder(), e.toString());
        }
    }
}
