package io.goleta.plugins.restic.door;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Content on its way to restic, which wants to know the length before the first byte. Short content is read ahead, which
 * tells; of long content restic mostly asks for a part that has an end. Only for the rest the store is asked once more.
 */
final class Download {
    private static final int READ_AHEAD = 128 * 1024;
    // As much as the JDK takes from a socket at once.
    private static final int COPY_BUFFER = 128 * 1024;
    // Longer than any pack: a range to the end of the file.
    private static final long LONGEST_PART = 1L << 32;

    private final byte[] head;
    private final InputStream rest;
    private final long length;

    private Download(byte[] head, InputStream rest, long length) {
        this.head = head;
        this.rest = rest;
        this.length = length;
    }

    static Download begin(InputStream in, Supplier<Optional<ObjectInfo>> info, Optional<ByteRange> range) {
        byte[] head = readAhead(in);
        if (head.length < READ_AHEAD) {
            return new Download(head, in, head.length);
        }
        Optional<Long> whole = range.map(ByteRange::length).filter(wanted -> wanted <= LONGEST_PART);
        if (whole.isPresent()) {
            return new Download(head, in, whole.get());
        }
        long size = info.get().map(ObjectInfo::size).orElse(0L);
        long available = size - range.map(ByteRange::offset).orElse(0L);
        long wanted = range.map(ByteRange::length).orElse(Long.MAX_VALUE);
        return new Download(head, in, Math.min(available, wanted));
    }

    private static byte[] readAhead(InputStream in) {
        try {
            return in.readNBytes(READ_AHEAD);
        } catch (IOException e) {
            throw GoletaException.retryable(Fault.STORAGE, "reading broke off: " + e.getMessage(), e);
        }
    }

    /** Bytes that will be sent. */
    long length() {
        return length;
    }

    /**
     * @throws GoletaException when the store fails or the content ends early; the connection then has to break, or restic
     *     would take half a file for a whole one
     * @throws IOException when restic went away
     */
    void sendTo(OutputStream out) throws IOException {
        out.write(head);
        long sent = head.length;
        byte[] buffer = new byte[COPY_BUFFER];
        int read = next(buffer, length - sent);
        while (read > 0) {
            out.write(buffer, 0, read);
            sent += read;
            read = next(buffer, length - sent);
        }
        if (sent < length) {
            throw new GoletaException(
                    Fault.STORAGE, "the object store said " + length + " bytes, but gave only " + sent);
        }
        out.close();
    }

    private int next(byte[] buffer, long left) {
        try {
            return left == 0 ? -1 : rest.read(buffer, 0, (int) Math.min(buffer.length, left));
        } catch (IOException e) {
            throw GoletaException.retryable(Fault.STORAGE, "reading broke off: " + e.getMessage(), e);
        }
    }
}
