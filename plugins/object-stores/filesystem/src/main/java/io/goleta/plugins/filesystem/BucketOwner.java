package io.goleta.plugins.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Changes the owner of new files to that of the bucket's folder. A node agent runs as root and the server does not: the server could
 * neither prune files of root nor, with a restrictive umask, read them.
 */
final class BucketOwner {
    private final Path bucket;

    BucketOwner(Path bucket) {
        this.bucket = bucket;
    }

    /** Does nothing if the file system has no owners, or the process is not permitted to change them. */
    void adopt(Path file) throws IOException {
        if (!Files.getFileStore(bucket).supportsFileAttributeView("posix")) {
            return;
        }
        Map<String, Object> owner = owner(bucket);
        if (owner.equals(owner(file))) {
            return;
        }
        try {
            Files.setAttribute(file, "unix:gid", owner.get("gid"), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", owner.get("uid"), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            // Not root, or a share that squashes root: the share decides about the owner.
        }
    }

    private static Map<String, Object> owner(Path path) throws IOException {
        return Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
    }
}
