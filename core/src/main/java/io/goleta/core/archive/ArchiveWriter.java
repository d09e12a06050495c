package io.goleta.core.archive;

import java.nio.file.Path;
import java.time.Clock;

/**
 * Writes an archive to a file. Thread-safe: entries may be added by many threads and are written one after another. The first
 * entry is {@code metadata/version}.
 */
public final class ArchiveWriter implements AutoCloseable {

    /** Starts an archive; {@code file} is created or emptied. */
    public static ArchiveWriter create(Path file, Clock clock) {
        throw new UnsupportedOperationException("not written yet");
    }

    /**
     * Adds one object under both of its names ({@link ArchiveLayout}).
     *
     * @param json compact UTF-8 JSON
     */
    public void add(ArchiveItem item, String version, byte[] json) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Finishes the archive. Without it the file is not readable. */
    @Override
    public void close() {}
}
