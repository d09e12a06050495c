package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Files in the target of a restore that are in the way of files of the snapshot; they are removed first. Through a symbolic link
 * restic would write out of the volume, as root; at a pipe it would block. Restic before 0.17 also fails where a link exists that
 * it wants to make, and removes a file that is to become a hard link without making the link. A restore that was cut off leaves
 * such files. What the snapshot does not have is left alone: restic never passes through it.
 */
final class Obstacles {
    private static final String NOT_UTF8 = "\uFFFD";

    private final Path target;
    private final boolean keepsPlainFiles;
    private final Map<String, Path> oddNames = new HashMap<>();
    private boolean isEmpty = true;

    /**
     * @param keepsPlainFiles whether restic overwrites plain files well, and skips those that are right already
     */
    private Obstacles(Path target, boolean keepsPlainFiles) {
        this.target = target;
        this.keepsPlainFiles = keepsPlainFiles;
    }

    /**
     * Looks for files.
     *
     * @throws GoletaException CLUSTER when the directory cannot be read: then nobody knows what is in the way
     */
    static Obstacles in(Path directory, ResticVersion version) {
        try {
            Path root = directory.toRealPath();
            Obstacles found = new Obstacles(root, version.overwritesWell());
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
            return found;
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "cannot look for files in " + directory + ": " + e, e);
        }
    }

    private void add(Path file) {
        isEmpty = false;
        String path = target.relativize(file).toString();
        if (path.contains(NOT_UTF8)) {
            oddNames.put(comparable(path), file);
        }
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /**
     * Removes what is in the way of a file of the snapshot.
     *
     * @param path from the root of the snapshot, with or without a slash at its beginning; a directory before what is in it
     */
    void clear(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        Path file = oddNames.getOrDefault(comparable(relative), target.resolve(relative));
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(file, "unix:isDirectory,isRegularFile,nlink", LinkOption.NOFOLLOW_LINKS);
            boolean isPlain = Boolean.TRUE.equals(attributes.get("isRegularFile"))
                    && Integer.valueOf(1).equals(attributes.get("nlink"));
            if (!Boolean.TRUE.equals(attributes.get("isDirectory")) && !(isPlain && keepsPlainFiles)) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            return; // as nearly all of them
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.CLUSTER, "cannot remove " + file + ", which is in the way of the restore: " + e, e);
        }
    }

    /** Restic and Java differ in how many replacement characters they write for bytes that are not UTF-8. */
    private static String comparable(String path) {
        return path.replaceAll(NOT_UTF8 + "+", NOT_UTF8);
    }
}
