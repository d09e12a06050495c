package io.goleta.server.nodeagent;

import io.goleta.server.restorehelper.TimeMark;
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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code .velero/<restore uid>} in a volume, which tells the waiting container that the volume is restored. Where there
 * is no room for it, or the container might not see it, a {@link TimeMark} says the same.
 */
record DoneMarker(Path volume, String restoreUid) {
    private static final Logger LOGGER = LoggerFactory.getLogger(DoneMarker.class);
    private static final Pattern UID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /**
     * @throws GoletaException USER for a uid that is no file name: it would put the file elsewhere
     */
    DoneMarker {
        if (!UID.matcher(restoreUid).matches()) {
            throw new GoletaException(
                    Fault.USER,
                    "error writing done file: the uid of the PodVolumeRestore's controlling owner is invalid");
        }
    }

    /** Whether this restore has left it already. */
    boolean exists() {
        return Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS) || has(TimeMark.DONE);
    }

    /** Whether this restore has begun to write into the volume, as far as the volume can tell. */
    boolean hasBegun() {
        return has(TimeMark.BEGUN);
    }

    /** Lets a later execution of the restore know that what it finds in the volume is its own. */
    void begin() {
        try {
            TimeMark.BEGUN.putOn(volume, restoreUid);
        } catch (IOException e) {
            LOGGER.debug("{} does not keep the time of an access: {}", volume, e.toString());
        }
    }

    /**
     * Leaves it, in place of what came out of the backup under that name. The last step of a restore: the pod may start now.
     *
     * @param beforehand sets the times of the volume's folder, which the folder of the mark has changed
     * @throws GoletaException CLUSTER when the volume can have no mark of either kind
     */
    void leave(Runnable beforehand) {
        removeOld();
        @Nullable GoletaException obstacle = null;
        try {
            makeFolder();
        } catch (GoletaException e) {
            obstacle = e;
        }
        beforehand.run();
        if (obstacle == null) {
            obstacle = writeFile();
        }
        try {
            if (obstacle != null || !isOpenToAll()) {
                TimeMark.DONE.putOn(volume, restoreUid);
            } else {
                TimeMark.clear(volume);
            }
        } catch (IOException e) {
            if (obstacle != null) {
                obstacle.addSuppressed(e);
                throw obstacle;
            }
            LOGGER.debug("cannot set the time of {}: {}", volume, e.toString());
        }
    }

    private void makeFolder() {
        try {
            if (!Files.isDirectory(folder(), LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder());
            }
            // Independent of the umask, because the waiting container runs as an arbitrary user.
            permit(folder(), "rwxr-xr-x");
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "error creating .velero directory for done file: " + e, e);
        }
    }

    private @Nullable GoletaException writeFile() {
        try {
            Files.write(file(), new byte[0], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            permit(file(), "rw-r--r--");
            return null;
        } catch (IOException e) {
            return new GoletaException(Fault.CLUSTER, "error writing done file: " + e, e);
        }
    }

    /** A share that knows no modes has its own idea of who may read. */
    private static void permit(Path file, String permissions) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            LOGGER.warn("cannot set the mode of {}: {}", file, e.toString());
        }
    }

    private boolean isOpenToAll() throws IOException {
        return Files.getPosixFilePermissions(volume).contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    private boolean has(TimeMark mark) {
        try {
            return mark.isOn(volume, restoreUid);
        } catch (IOException e) {
            LOGGER.debug("cannot read the times of {}: {}", volume, e.toString());
            return false;
        }
    }

    private Path folder() {
        return volume.resolve(".velero");
    }

    private Path file() {
        return folder().resolve(restoreUid);
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
