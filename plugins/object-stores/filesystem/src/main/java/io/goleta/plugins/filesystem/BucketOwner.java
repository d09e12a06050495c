package io.goleta.plugins.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Gives what a privileged process writes to the owner of the bucket's folder. A node agent runs as root and the server does not: files
 * of root's would be files that the server can neither prune nor, with a narrow umask, read.
 */
final class BucketOwner {
    private final Path bucket;

    BucketOwner(Path bucket) {
        this.bucket = bucket;
    }

    /** Where the file system has no owners, or the process may not give files away, the file stays as it is. */
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
            // Not root, or a share that squashes root: then the file belongs to whom the share lets it belong to.
        }
    }

    private static Map<String, Object> owner(Path path) throws IOException {
        return Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
    }
}
