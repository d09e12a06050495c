package io.goleta.core.archive;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random access to an archive: its objects are unpacked once into one scratch file and indexed. Thread-safe. In memory it holds
 * the index only, the name and about 20 bytes for each object: 5 MB for 100,000.
 *
 * <p>Refuses with {@link GoletaException} (STORAGE) what is no archive of a known format, truncated, corrupt or hostile:
 * absolute names, {@code ..}, entries or archives of absurd size; the message says which entry. Entries it does not know are
 * left out, see {@link #unknownEntries()}.
 */
public final class ArchiveReader implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    // Not a FileChannel: interrupting one reader would close it for all.
    private final RandomAccessFile content;
    private final String version;
    private final ArchiveIndex index;
    private final List<String> unknown;

    private ArchiveReader(Path file, ArchiveUnpacker.Unpacked unpacked) throws IOException {
        this.file = file;
        this.content = new RandomAccessFile(file.toFile(), "r");
        this.version = unpacked.version();
        this.index = unpacked.index();
        this.unknown = unpacked.unknown();
    }

    /**
     * Unpacks and indexes.
     *
     * @param archive read to its end; not closed
     * @param scratch existing folder for the unpacked file, which is deleted by {@link #close()}
     */
    public static ArchiveReader open(InputStream archive, Path scratch) {
        Path file = null;
        try {
            file = Files.createTempFile(scratch, "archive-", ".objects");
            ArchiveUnpacker.Unpacked unpacked;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                unpacked = new ArchiveUnpacker(archive, out).unpack();
            }
            return new ArchiveReader(file, unpacked);
        } catch (IOException e) {
            delete(file);
            throw scratchFailure(e);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    /** The format version, {@code 1.1.0} or {@code 1}. */
    public String formatVersion() {
        return version;
    }

    /** Names of the resources in the archive, sorted: {@code configmaps}, {@code deployments.apps}. */
    public List<String> resources() {
        return index.resources();
    }

    /** The objects of one resource, cluster-scoped ones first, then by namespace and name. */
    public Stream<ArchiveItem> items(String resource) {
        return index.items(resource);
    }

    /**
     * The JSON of an object; empty when it is not in the archive.
     *
     * @throws GoletaException STORAGE when it is larger than any API server accepts
     */
    public Optional<byte[]> read(ArchiveItem item) {
        return index.find(item).map(place -> {
            if (place.length() > ArchiveLayout.LARGEST_READ) {
                throw new GoletaException(
                        Fault.STORAGE,
                        item + " in the archive has " + place.length() + " bytes, more than the "
                                + ArchiveLayout.LARGEST_READ + " that an API server accepts");
            }
            return read(place);
        });
    }

    /** How many bytes the JSON of an object has; 0 when it is not in the archive. */
    public int length(ArchiveItem item) {
        return index.find(item).map(ArchiveIndex.Place::length).orElse(0);
    }

    /** A sentence about entries that no known version writes, so that what they hold is not read; empty when there are none. */
    public Optional<String> unknownEntries() {
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("The archive has entries that are no objects of a backup, and they are left out: "
                        + String.join(", ", unknown));
    }

    /** Number of objects. */
    public int size() {
        return index.size();
    }

    /** Deletes the scratch file. */
    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw scratchFailure(e);
        } finally {
            delete(file);
        }
    }

    static GoletaException scratchFailure(IOException e) {
        return new GoletaException(
                Fault.CLUSTER,
                "Could not unpack the archive into the scratch directory: " + e.getMessage()
                        + "; see that it is writable and has room for the unpacked backup",
                e);
    }

    private byte[] read(ArchiveIndex.Place place) {
        byte[] json = new byte[place.length()];
        lock.lock();
        try {
            content.seek(place.offset());
            content.readFully(json);
            return json;
        } catch (IOException e) {
            throw scratchFailure(e);
        } finally {
            lock.unlock();
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It lies in the run's scratch folder, which goes as a whole.
        }
    }
}
