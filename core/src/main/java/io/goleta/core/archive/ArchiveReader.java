package io.goleta.core.archive;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Random access to an archive: it is unpacked once into one scratch file and indexed. Thread-safe.
 *
 * <p>Refuses with {@link io.goleta.spi.error.GoletaException} (STORAGE) what is no archive of a known format, truncated,
 * corrupt or hostile: absolute names, {@code ..}, entries or archives of absurd size; the message says which entry.
 */
public final class ArchiveReader implements AutoCloseable {

    /**
     * Unpacks and indexes.
     *
     * @param archive read to its end; not closed
     * @param scratch folder for the unpacked file, deleted by {@link #close()}
     */
    public static ArchiveReader open(InputStream archive, Path scratch) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The format version, {@code 1.1.0} or {@code 1}. */
    public String formatVersion() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Names of the resources in the archive, sorted: {@code configmaps}, {@code deployments.apps}. */
    public List<String> resources() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The objects of one resource, cluster-scoped ones first, then by namespace and name. */
    public Stream<ArchiveItem> items(String resource) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** The JSON of an object; empty when it is not in the archive. */
    public Optional<byte[]> read(ArchiveItem item) {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Number of objects. */
    public int size() {
        throw new UnsupportedOperationException("not written yet");
    }

    /** Deletes the scratch file. */
    @Override
    public void close() {}
}
