package io.goleta.core.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stands between decompression and tar, and stops what can only be hostile before it costs memory or disk: more than the
 * reader allowed for its next step, or more in total than Kubernetes objects ever compress to.
 */
final class UnpackGuard extends FilterInputStream {
    /** Below this size an archive may compress as well as it likes. */
    static final long FREE = 256L << 20;

    // Objects compress 10 to 60 times, both names counted; deflate's best, for zeros, is 1032.
    private static final long RATIO = 250;

    private final PackedSource packed;
    private final byte[] sink = new byte[1 << 13];
    private long count;
    private long allowedUpTo;
    private boolean ended;

    UnpackGuard(InputStream unpacked, PackedSource packed) {
        super(unpacked);
        this.packed = packed;
    }

    /** Unpacked bytes so far. */
    long count() {
        return count;
    }

    /** Whether there is nothing behind what was read. */
    boolean ended() {
        return ended;
    }

    /** Allows that many bytes from here, and no more. */
    void allow(long bytes) {
        allowedUpTo = count + bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (count >= allowedUpTo) {
            throw new IOException("it has more header or padding than any archive needs");
        }
        int read = in.read(buffer, offset, (int) Math.min(length, allowedUpTo - count));
        ended = read < 0;
        count += Math.max(read, 0);
        if (count > FREE && count / RATIO > packed.count()) {
            throw new IOException("it unpacks to more than " + RATIO + " times its size, which no backup does");
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            int read = read(sink, 0, (int) Math.min(left, sink.length));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return bytes - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
