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
 * Maps keys to paths: the key is the path below {@code root/bucket/prefix}, character by character, so that the files are usable
 * without Goleta, and folders that Velero or restic wrote are usable as they are.
 *
 * <p>Some names are reserved: those that file systems and servers create themselves ({@code lost+found} of a new disk,
 * {@code .snapshot} of a filer, {@code .nfs...} of an NFS client), and temporary files of uploads. They are neither listed nor
 * accepted as keys.
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

    /** The bucket's folder. It must exist, because otherwise an unmounted share would look like an empty bucket. */
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
     * @throws GoletaException USER when the key is invalid, or contains a reserved or too long file name
     */
    Path file(String key) {
        ObjectStore.requireKey(key);
        for (String name : key.split("/")) {
            if (isReserved(name) || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new GoletaException(
                        Fault.USER,
                        "\"" + key + "\" cannot be stored in " + base + ": \"" + name
                                + "\" is too long for a file name, or reserved");
            }
        }
        return path(key);
    }

    /** The folder of a prefix that ends with {@code /}, or the base itself for an empty one. */
    Path folder(String prefix) {
        return prefix.isEmpty() ? base : path(prefix.substring(0, prefix.length() - 1));
    }

    /**
     * Makes sure that a path, with links resolved, is inside the root: a link in the bucket may point elsewhere.
     *
     * @throws java.nio.file.NoSuchFileException when the path does not exist
     */
    void requireInside(Path path) throws IOException {
        if (!isInside(path)) {
            throw new GoletaException(
                    Fault.USER,
                    path + " is outside of " + root + " once links are resolved; such links are not followed");
        }
    }

    /** Whether a path, with links resolved, is inside the root. */
    boolean isInside(Path path) throws IOException {
        return path.toRealPath().startsWith(root.toRealPath());
    }

    static boolean isReserved(String name) {
        return RESERVED.matcher(name).matches();
    }

    /** Whether the text consists of valid folder names, separated by single slashes. */
    static boolean isValid(String folders) {
        return Arrays.stream(folders.split("/", -1))
                .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals("..") || isReserved(step));
    }

    private Path path(String relative) {
        try {
            return base.resolve(relative);
        } catch (InvalidPathException e) {
            throw new GoletaException(
                    Fault.USER,
                    "\"" + relative + "\" is not a valid file name here: " + e.getReason()
                            + "; for non-ASCII characters start this program with LC_ALL=C.UTF-8",
                    e);
        }
    }
}
