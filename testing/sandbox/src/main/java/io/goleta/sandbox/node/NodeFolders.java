package io.goleta.sandbox.node;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where things are below the root of a node.
 *
 * <pre>
 * pods/&lt;uid&gt;/volumes/&lt;plugin&gt;/&lt;folder&gt;     what a kubelet has below /var/lib/kubelet, and what a node agent looks at
 * pods/&lt;uid&gt;/containers/&lt;name&gt;/&lt;mount path&gt;  what a container sees as its root
 * pods/&lt;uid&gt;/logs/&lt;name&gt;.log
 * volumes/&lt;persistent volume&gt;                    the data of local volumes
 * </pre>
 *
 * @param root absolute
 */
record NodeFolders(Path root) {

    Path pods() {
        return root.resolve("pods");
    }

    Path pod(String uid) {
        return pods().resolve(uid);
    }

    /** A kubelet makes it for every pod, also for one without volumes. */
    Path volumes(String podUid) {
        return pod(podUid).resolve("volumes");
    }

    Path volume(String podUid, String plugin, String folder) {
        return volumes(podUid).resolve("kubernetes.io~" + plugin).resolve(folder);
    }

    Path containerRoot(String podUid, String container) {
        return pod(podUid).resolve("containers").resolve(container);
    }

    Path log(String podUid, String container) {
        return pod(podUid).resolve("logs").resolve(container + ".log");
    }

    Path data(String persistentVolume) {
        return root.resolve("volumes").resolve(persistentVolume);
    }

    void create() throws IOException {
        Files.createDirectories(pods());
        Files.createDirectories(root.resolve("volumes"));
    }

    /** Deletes a folder with everything in it; links are removed, not followed. Nothing happens when it is not there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (!Files.isWritable(directory) || !Files.isExecutable(directory) || !Files.isReadable(directory)) {
                    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, java.io.@org.jspecify.annotations.Nullable IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
