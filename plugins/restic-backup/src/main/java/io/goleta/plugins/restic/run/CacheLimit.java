package io.goleta.plugins.restic.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps restic's cache below a size, for which restic has no option. The oldest files are removed first; restic downloads missing
 * files again, even while it runs.
 */
final class CacheLimit {
    private static final Logger LOGGER = LoggerFactory.getLogger(CacheLimit.class);
    private static final long MIB = 1024 * 1024;
    /** In every cache, and restic makes a new cache when it is gone. */
    private static final List<String> KEPT = List.of("version", "CACHEDIR.TAG");

    private final Path folder;
    private final int limitMiB;

    /**
     * @param limitMiB nothing is done when it is not positive
     */
    CacheLimit(Path folder, int limitMiB) {
        this.folder = folder;
        this.limitMiB = limitMiB;
    }

    /** Never throws: a cache that is too large is no reason to fail. */
    void enforce() {
        if (limitMiB <= 0 || !Files.isDirectory(folder)) {
            return;
        }
        try {
            List<Cached> files = files();
            long excess = files.stream().mapToLong(Cached::size).sum() - limitMiB * MIB;
            files.sort(Comparator.comparing(Cached::used));
            for (Cached file : files) {
                if (excess <= 0) {
                    return;
                }
                Files.deleteIfExists(file.path());
                excess -= file.size();
            }
        } catch (IOException e) {
            LOGGER.warn("could not shrink the cache in {}: {}", folder, e.toString());
        }
    }

    private List<Cached> files() throws IOException {
        List<Cached> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!KEPT.contains(file.getFileName().toString())) {
                    files.add(new Cached(file, attributes.size(), attributes.lastModifiedTime()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // removed by a different process
            }
        });
        return files;
    }

    private record Cached(Path path, long size, FileTime used) {}
}
