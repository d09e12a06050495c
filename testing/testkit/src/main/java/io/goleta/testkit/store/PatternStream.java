package io.goleta.testkit.store;

import java.io.InputStream;
import java.util.Objects;

/** Content of any length that needs no memory: each byte is computed from its position, so every part can be verified. */
public final class PatternStream extends InputStream {
    private final long end;
    private long position;

    /** All of it. */
    public PatternStream(long length) {
        this(0, length);
    }

    /** The part from {@code start} to {@code end}, which is not included. */
    public PatternStream(long start, long end) {
        this.position = start;
        this.end = end;
    }

    /** The byte at a position. */
    public static byte at(long position) {
        long mixed = position * 0x9E3779B97F4A7C15L;
        return (byte) (mixed >>> 56);
    }

    @Override
    public int read() {
        return position < end ? at(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        int count = (int) Math.min(length, end - position);
        for (int i = 0; i < count; i++) {
            buffer[offset + i] = at(position++);
        }
        return count == 0 ? -1 : count;
    }
}
