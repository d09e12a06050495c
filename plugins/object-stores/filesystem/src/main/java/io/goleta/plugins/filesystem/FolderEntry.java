package io.goleta.plugins.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A file or folder inside a folder. Links are followed if they point into the root, but not to a parent folder.
 *
 * @param size of a file in bytes
 */
record FolderEntry(String name, boolean isFolder, long size, Instant lastModified) {
    // The keys in a folder continue with a slash, which decides about the order.
    private static final Comparator<FolderEntry> KEY_ORDER =
            (left, right) -> Arrays.compareUnsigned(left.sortKey(), right.sortKey());
    private static final String UNFINISHED = ".goleta-";
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** The entries whose names start with {@code beginning}, in the order of keys; none when there is no such folder. */
    static List<FolderEntry> in(Path folder, KeyPaths paths, Clock clock, String beginning) throws IOException {
        List<FolderEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(UNFINISHED)) {
                    discardAbandoned(file, clock);
                }
                if (name.startsWith(beginning) && !KeyPaths.isReserved(name)) {
                    of(file, name, paths).ifPresent(entries::add);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(KEY_ORDER);
        return entries;
    }

    /** Whether there is any object below a folder. */
    static boolean anyObjectIn(Path folder, KeyPaths paths) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                Optional<FolderEntry> entry = KeyPaths.isReserved(name) ? Optional.empty() : of(file, name, paths);
                if (entry.isPresent() && !entry.get().isFolder()) {
                    return true;
                }
                entry.ifPresent(found -> folders.add(file));
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        for (Path inner : folders) {
            if (anyObjectIn(inner, paths)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<FolderEntry> of(Path file, String name, KeyPaths paths) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (!paths.isInside(file) || (attributes.isDirectory() && leadsUp(file))) {
                    return Optional.empty();
                }
            }
            return attributes.isDirectory() || attributes.isRegularFile()
                    ? Optional.of(new FolderEntry(
                            name,
                            attributes.isDirectory(),
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            // Deleted since the folder was read, or a dangling link.
            return Optional.empty();
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).contains("levels of symbolic links")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean leadsUp(Path link) throws IOException {
        Path target = link.toRealPath();
        for (Path above = link.getParent(); above != null; above = above.getParent()) {
            if (above.toRealPath().startsWith(target)) {
                return true;
            }
        }
        return false;
    }

    // Left by a process that was killed while writing; a file that is still being written has changed recently. The
    // modification time cannot be used: while an NFS server creates a file, it stores a number of the client there.
    private static void discardAbandoned(Path file, Clock clock) {
        try {
            FileTime lastChange = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            if (KeyPaths.isReserved(String.valueOf(file.getFileName()))
                    && lastChange.toInstant().plus(ABANDONED).isBefore(clock.instant())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // No permission, or deleted already; it does no harm.
        }
    }

    private byte[] sortKey() {
        return (isFolder ? name + "/" : name).getBytes(UTF_8);
    }
}
