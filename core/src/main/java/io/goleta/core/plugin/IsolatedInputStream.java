package io.goleta.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A stream whose bytes a plugin delivers: its reads are plugin code, long after the call that returned it. It reads into a buffer of its
 * own, because a read that was given up may still write into it.
 */
final class IsolatedInputStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream source;
    private final Isolation isolation;
    private final HangingCalls hanging = new HangingCalls();
    private byte[] buffer = new byte[0];
    private int at;
    private int end;

    IsolatedInputStream(InputStream source, Isolation isolation) {
        this.source = source;
        this.isolation = isolation;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, target, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            byte[] next = buffer.length == 0 ? new byte[BUFFER] : buffer;
            buffer = new byte[0]; // lost if this call is given up
            at = 0;
            end = 0;
            int count = run("read", () -> source.read(next, 0, next.length));
            buffer = next;
            end = Math.max(count, 0);
        }
        return at < end;
    }

    @Override
    public long skip(long count) throws IOException {
        if (at == end) {
            return run("skip", () -> source.skip(count));
        }
        int skipped = (int) Math.clamp(count, 0, end - at);
        at += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return at < end ? end - at : run("available", source::available);
    }

    @Override
    public void close() throws IOException {
        run("close", () -> {
            source.close();
            return true;
        });
    }

    /** An {@link IOException} is what readers expect of a stream, so it passes. */
    private <T> T run(String name, Reading<T> reading) throws IOException {
        Object result = isolation.call(name, hanging, () -> {
            try {
                return reading.run();
            } catch (IOException e) {
                return new Broken(e);
            }
        });
        if (result instanceof Broken(IOException reason)) {
            throw reason;
        }
        @SuppressWarnings("unchecked") // it came from reading
        T value = (T) result;
        return value;
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private record Broken(IOException reason) {}
}
