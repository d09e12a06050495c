package io.goleta.server.nodeagent;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for files in a volume that nothing was restored into yet: they are somebody's. */
final class OccupiedVolume extends SimpleFileVisitor<Path> {
    /** What file systems and storage systems have in every volume, and the folder of the mark. */
    private static final Set<String> NOBODYS = Set.of("lost+found", ".snapshot", ".snapshots", ".trashcan", ".velero");

    private final Path volume;
    private @Nullable Path found;

    private OccupiedVolume(Path volume) {
        this.volume = volume;
    }

    /**
     * One of them, by its path in the volume; empty when there is none.
     *
     * @throws GoletaException CLUSTER when the volume cannot be read
     */
    static Optional<Path> file(Path volume) {
        try {
            OccupiedVolume search = new OccupiedVolume(volume.toRealPath());
            Files.walkFileTree(search.volume, search);
            return Optional.ofNullable(search.found).map(search.volume::relativize);
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "cannot look for files in " + volume + ": " + e, e);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return isNobodys(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (isNobodys(file)) {
            return FileVisitResult.CONTINUE;
        }
        found = file;
        return FileVisitResult.TERMINATE;
    }

    /** What cannot be looked into belongs to somebody. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (file.equals(volume)) {
            throw e;
        }
        found = file;
        return FileVisitResult.TERMINATE;
    }

    private boolean isNobodys(Path file) {
        return volume.equals(file.getParent()) && NOBODYS.contains(String.valueOf(file.getFileName()));
    }
}
