package io.goleta.plugins.filesystem;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Where an object lies: its key is its path below {@code root/bucket/prefix}, character by character, so that the files can be
 * read without us and a folder that Velero or restic wrote can be used as it is.
 *
 * <p>Some names are not ours to use: what file systems and servers put into folders ({@code lost+found} of a freshly made disk,
 * {@code .snapshot} of a filer, {@code .nfs...} of an NFS client) and our own unfinished files. They are neither listed nor
 * accepted.
 */
final class KeyPaths {
    private static final Pattern RESERVED =
            Pattern.compile("lost\\+found|\\.snapshot|\\.nfs[0-9a-f]{16,}|\\.goleta-[0-9a-f]{16}\\.unfinished");
    private static final int LONGEST_NAME = 255;

    private final Path root;
    private final Path bucket;
    private final Path base;

    KeyPaths(Path root, String bucket, String prefix) {
        this.root = root;
        this.bucket = root.resolve(bucket);
        this.base = prefix.isEmpty() ? this.bucket : this.bucket.resolve(prefix);
    }

    /** The directory that holds the buckets. */
    Path root() {
        return root;
    }

    /** The folder that must exist beforehand: an unmounted share would otherwise be mistaken for an empty bucket. */
    Path bucket() {
        return bucket;
    }

    /** The folder that keys are relative to; it may not exist as long as there are no objects. */
    Path base() {
        return base;
    }

    /**
     * The file of an object.
     *
     * @throws GoletaException USER when the key is none, or no file system could hold a file of that name
     */
    Path file(String key) {
        ObjectStore.requireKey(key);
        for (String name : key.split("/")) {
            if (isReserved(name) || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new GoletaException(
                        Fault.USER,
                        "\"" + key + "\" cannot be stored in " + base + ": \"" + name
                                + "\" is longer than a file name may be, or a name that file systems use themselves");
            }
        }
        return path(key);
    }

    /** The folder of a prefix that ends with {@code /}, or the base itself for an empty one. */
    Path folder(String prefix) {
        return prefix.isEmpty() ? base : path(prefix.substring(0, prefix.length() - 1));
    }

    /**
     * Makes sure that a path, links resolved, is still in the root: somebody may have put a link to elsewhere into the bucket.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing at the path
     */
    void requireInside(Path path) throws IOException {
        if (!isInside(path)) {
            throw new GoletaException(
                    Fault.USER, path + " is, or is behind, a link that leads out of " + root + "; it is not followed");
        }
    }

    /** Whether a path, links resolved, is in the root. */
    boolean isInside(Path path) throws IOException {
        return path.toRealPath().startsWith(root.toRealPath());
    }

    static boolean isReserved(String name) {
        return RESERVED.matcher(name).matches();
    }

    /** Whether these are names of folders separated by single slashes. */
    static boolean isSound(String folders) {
        return Arrays.stream(folders.split("/", -1))
                .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals("..") || isReserved(step));
    }

    private Path path(String relative) {
        try {
            return base.resolve(relative);
        } catch (InvalidPathException e) {
            throw new GoletaException(
                    Fault.USER,
                    "\"" + relative + "\" cannot be the name of a file here: " + e.getReason()
                            + "; for letters beyond ASCII start this program with LC_ALL=C.UTF-8",
                    e);
        }
    }
}
