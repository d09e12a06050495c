package io.goleta.server.restorehelper;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * The volumes of one pod, each mounted as a folder of its own, and the marks {@code .velero/<restore UID>} that the node agent
 * leaves in them. No lambdas, streams or formatted texts here: each would double the time to start.
 */
final class RestoredVolumes {
    private static final String MARKS = ".velero";

    private final Path folder;
    private final String restoreUid;
    private final PrintStream log;

    RestoredVolumes(Path folder, String restoreUid, PrintStream log) {
        this.folder = folder;
        this.restoreUid = restoreUid;
        this.log = log;
    }

    /** Looks at every volume once; what is missing is logged. A volume that cannot be looked at counts as not marked. */
    boolean areAllMarked() {
        boolean all = true;
        try (DirectoryStream<Path> volumes = Files.newDirectoryStream(folder)) {
            for (Path volume : volumes) {
                if (Files.isDirectory(volume)) {
                    all &= isMarked(volume);
                } else {
                    say("Not a directory, skipped: ", volume);
                }
            }
        } catch (IOException e) {
            say("ERROR: cannot read the volumes: ", e);
            return false;
        }
        return all;
    }

    /**
     * Leaves the volumes as they were backed up. A mark that cannot be removed is logged, and does no harm.
     *
     * @param except names of volumes, separated by commas
     */
    void removeMarks(String except) {
        String kept = "," + except + ",";
        try (DirectoryStream<Path> volumes = Files.newDirectoryStream(folder)) {
            for (Path volume : volumes) {
                if (!kept.contains("," + volume.getFileName() + ",")) {
                    removeMark(volume);
                }
            }
        } catch (IOException e) {
            say("ERROR: cannot read the volumes: ", e);
        }
    }

    private boolean isMarked(Path volume) {
        Path mark = volume.resolve(MARKS).resolve(restoreUid);
        try {
            Files.readAttributes(mark, BasicFileAttributes.class);
            say("Found ", mark);
            return true;
        } catch (NoSuchFileException e) {
            say("Not found: ", mark);
        } catch (IOException e) {
            say("ERROR: cannot look for the mark: ", e);
        }
        return hasTimeMark(volume);
    }

    /** Where there was no room for the mark, or where this user may not look. */
    private boolean hasTimeMark(Path volume) {
        try {
            if (TimeMark.DONE.isOn(volume, restoreUid)) {
                say("Found the mark in the access time of ", volume);
                return true;
            }
        } catch (IOException e) {
            say("ERROR: cannot read the times of the volume: ", e);
        }
        return false;
    }

    /** The volume's folder keeps its time of modification where this user may set it. */
    private void removeMark(Path volume) throws IOException {
        FileTime modified = Files.getLastModifiedTime(volume);
        removeTree(volume.resolve(MARKS));
        try {
            Files.setLastModifiedTime(volume, modified);
            TimeMark.clear(volume);
        } catch (FileSystemException e) {
            say("The times of the volume stay: ", e);
        }
    }

    // A link is removed, never followed: the volume's content comes from a backup and is not trusted.
    private void removeTree(Path path) {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                    for (Path child : children) {
                        removeTree(child);
                    }
                }
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            say("ERROR: cannot remove a mark: ", e);
        }
    }

    private void say(String what, Object detail) {
        log.print(what);
        log.println(detail);
    }
}
