package io.goleta.plugins.restic.rest;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file on its way to restic, which wants to know the length before the first byte. Short files are read ahead; of long ones
 * restic mostly asks for a range with an end. Only for the others the store is asked for the size.
 */
final class FileDownload {
    private static final int READ_AHEAD = 128 * 1024;
    // As much as the JDK takes from a socket at once.
    private static final int COPY_BUFFER = 128 * 1024;
    // Longer than any pack: a range to the end of the file.
    private static final long LONGEST_PART = 1L << 32;

    private final byte[] head;
    private final InputStream rest;
    private final long length;

    private FileDownload(byte[] head, InputStream rest, long length) {
        this.head = head;
        this.rest = rest;
        this.length = length;
    }

    static FileDownload begin(InputStream in, Supplier<Optional<ObjectInfo>> info, Optional<RangeHeader> range) {
        byte[] head = readAhead(in);
        if (head.length < READ_AHEAD) {
            return new FileDownload(head, InputStream.nullInputStream(), head.length);
        }
        Optional<Long> whole = range.map(RangeHeader::length).filter(wanted -> wanted <= LONGEST_PART);
        if (whole.isPresent()) {
            return new FileDownload(head, in, whole.get());
        }
        long size = info.get().map(ObjectInfo::size).orElse(0L);
        long available = size - range.map(RangeHeader::offset).orElse(0L);
        long wanted = range.map(RangeHeader::length).orElse(Long.MAX_VALUE);
        return new FileDownload(head, in, Math.min(available, wanted));
    }

    private static byte[] readAhead(InputStream in) {
        try {
            return in.readNBytes(READ_AHEAD);
        } catch (IOException e) {
            throw GoletaException.retryable(Fault.STORAGE, "reading was cut off: " + e.getMessage(), e);
        }
    }

    /** Bytes that will be sent. */
    long length() {
        return length;
    }

    /**
     * @throws GoletaException when the store fails, or the content is not as long as it has to be; the connection then has to
     *     break, or restic would take half a file for a whole one
     * @throws IOException when restic went away
     */
    void sendTo(OutputStream out) throws IOException {
        byte[] held = head;
        int holding = head.length;
        long count = head.length;
        byte[] spare = new byte[COPY_BUFFER];
        // The last bytes wait for the end of the stream. Only there a store verifies its checksum, and only a
        // connection that was read to its end can be reused.
        for (int read = next(spare); read >= 0 && count <= length; read = next(spare)) {
            out.write(held, 0, holding);
            byte[] written = held;
            held = spare;
            holding = read;
            spare = written;
            count += read;
        }
        if (count != length) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "the object store said " + length + " bytes, but gave "
                            + (count < length ? "only " + count : "more"));
        }
        out.write(held, 0, holding);
        out.close();
    }

    private int next(byte[] buffer) {
        try {
            return rest.read(buffer);
        } catch (IOException e) {
            throw GoletaException.retryable(Fault.STORAGE, "reading was cut off: " + e.getMessage(), e);
        }
    }
}
