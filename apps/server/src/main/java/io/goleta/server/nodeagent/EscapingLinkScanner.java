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
import org.jspecify.annotations.Nullable;

/**
 * Finds what in a directory would carry its writer elsewhere. Some data movers follow the links that they find where
 * they restore, and write into devices and pipes.
 */
final class EscapingLinkScanner extends SimpleFileVisitor<Path> {
    private final Path directory;
    private @Nullable Path found;

    private EscapingLinkScanner(Path directory) {
        this.directory = directory;
    }

    /**
     * One of them, by its path in the directory; empty when there is none.
     *
     * @param directory a path without symbolic links
     * @throws GoletaException CLUSTER when the directory cannot be read
     */
    static Optional<Path> of(Path directory) {
        EscapingLinkScanner search = new EscapingLinkScanner(directory);
        try {
            Files.walkFileTree(directory, search);
        } catch (IOException e) {
            throw new GoletaException(Fault.CLUSTER, "cannot look for links in " + directory + ": " + e, e);
        }
        return Optional.ofNullable(search.found).map(directory::relativize);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() || attributes.isSymbolicLink() && leadsInside(file)) {
            return FileVisitResult.CONTINUE;
        }
        found = file;
        return FileVisitResult.TERMINATE;
    }

    /** A link to nothing may lead anywhere once there is something. */
    private boolean leadsInside(Path link) {
        try {
            return link.toRealPath().startsWith(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
