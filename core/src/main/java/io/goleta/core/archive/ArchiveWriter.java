package io.goleta.core.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive to a file. Thread-safe: entries may be added by many threads and are written one after another. The first
 * entry is {@code metadata/version}.
 *
 * <p>Once writing to the file failed (a full disk), every later {@link #add} and {@link #close()} fail as well: what is there
 * is no archive.
 */
public final class ArchiveWriter implements AutoCloseable {
    private static final int MODE = 0755;
    private static final int RECORD = 512;
    // Tar hands over 512 bytes at a time, and each call of the deflater crosses into native code.
    private static final int BUFFER = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final Clock clock;
    private final OutputStream disk;
    private final TarArchiveOutputStream tar;
    private @Nullable IOException broken;
    private boolean closed;

    private ArchiveWriter(Path file, Clock clock, OutputStream disk) throws IOException {
        this.file = file;
        this.clock = clock;
        this.disk = disk;
        OutputStream gzip = new FastGzip(disk);
        tar = new TarArchiveOutputStream(new BufferedOutputStream(gzip, BUFFER), RECORD, UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Starts an archive; {@code file} is created or emptied. */
    public static ArchiveWriter create(Path file, Clock clock) {
        try {
            return create(file, Files.newOutputStream(file), clock);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    static ArchiveWriter create(Path file, OutputStream disk, Clock clock) {
        try {
            ArchiveWriter writer = new ArchiveWriter(file, clock, disk);
            writer.append(ArchiveLayout.VERSION_ENTRY, (ArchiveLayout.VERSION + "\n").getBytes(UTF_8));
            return writer;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Adds one object under both of its names ({@link ArchiveLayout}).
     *
     * @param version of the API the object was read in, as the server prefers it: {@code v1}
     * @param json compact UTF-8 JSON, at most 32 MiB
     */
    public void add(ArchiveItem item, String version, byte[] json) {
        String preferred = ArchiveLayout.preferredEntry(item, version);
        String plain = ArchiveLayout.entry(item);
        if (json.length > ArchiveLayout.LARGEST_ENTRY) {
            throw new GoletaException(
                    Fault.USER,
                    "Cannot put " + item + " into the archive: it has " + json.length + " bytes, more than 32 MiB");
        }
        lock.lock();
        try {
            requireSound();
            // Directly after the first, the second compresses to next to nothing: it lies within deflate's window of 32
            // KiB.
            append(preferred, json);
            append(plain, json);
        } catch (IOException e) {
            broken = e;
            throw failure(file, e);
        } finally {
            lock.unlock();
        }
    }

    /** Finishes the archive. Without it the file is not readable. */
    @Override
    public void close() {
        lock.lock();
        try (disk) {
            if (closed) {
                return;
            }
            closed = true;
            if (broken != null) {
                throw broken;
            }
            tar.close();
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            lock.unlock();
        }
    }

    private void requireSound() throws IOException {
        if (closed) {
            throw new IllegalStateException("the archive " + file + " is closed");
        }
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
    }

    private void append(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(MODE);
        // Whole seconds: anything finer would cost a header of its own.
        entry.setModTime(clock.instant().getEpochSecond() * 1000);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Level 3 takes half the time of the usual 6 and, for Kubernetes objects, a tenth more space. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(3);
        }
    }

    private static GoletaException failure(Path file, IOException e) {
        return new GoletaException(
                Fault.CLUSTER,
                "Could not write the archive " + file + ": " + e.getMessage()
                        + "; see that the scratch directory is writable" + " and has room for it",
                e);
    }
}
