package io.goleta.testkit.store.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes a number of bytes, then runs an action. */
final class Limit extends FilterOutputStream {
    private final Then then;
    private long left;

    Limit(OutputStream out, long bytes, Then then) {
        super(out);
        this.left = bytes;
        this.then = then;
    }

    /** The action. */
    @FunctionalInterface
    interface Then {
        void happen() throws IOException;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int passing = (int) Math.min(left, length);
        out.write(bytes, offset, passing);
        left -= passing;
        if (passing < length) {
            out.flush();
            then.happen();
        }
    }
}
