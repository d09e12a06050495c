package io.goleta.plugins.gcp.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Files with nothing but bytes in them, until it is closed. */
final class Folder implements AutoCloseable {
    private final AtomicLong files = new AtomicLong();
    private final Path folder;

    Folder() {
        try {
            folder = Files.createTempDirectory("gcs-server");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A name for a new file. */
    Path file() {
        return folder.resolve(Long.toString(files.incrementAndGet()));
    }

    /** A file with all of a stream; none when the stream fails. */
    Path file(InputStream in) throws IOException {
        Path file = file();
        try {
            Files.copy(in, file);
            return file;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public void close() {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : (Iterable<Path>) left::iterator) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException e) {
            // Somebody else was faster.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
