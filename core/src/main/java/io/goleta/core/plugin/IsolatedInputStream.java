package io.goleta.core.plugin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose bytes a plugin delivers: its reads are plugin code, long after the call that returned it. */
final class IsolatedInputStream extends FilterInputStream {
    private final Isolation isolation;

    IsolatedInputStream(InputStream stream, Isolation isolation) {
        super(stream);
        this.isolation = isolation;
    }

    @Override
    public int read() throws IOException {
        return run("read", super::read);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return run("read", () -> super.read(buffer, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
        return run("skip", () -> super.skip(count));
    }

    @Override
    public int available() throws IOException {
        return run("available", super::available);
    }

    @Override
    public void close() throws IOException {
        run("close", () -> {
            super.close();
            return true;
        });
    }

    /** An {@link IOException} is what readers expect of a stream, so it passes. */
    private <T> T run(String name, Reading<T> reading) throws IOException {
        Object result = isolation.call(name, () -> {
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
