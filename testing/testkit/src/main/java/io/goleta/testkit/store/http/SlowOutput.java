package io.goleta.testkit.store.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/** Passes bytes on in up to four pieces a write, with a pause before each. */
final class SlowOutput extends FilterOutputStream {
    private static final int PIECES = 4;

    private final Duration pause;

    SlowOutput(OutputStream out, Duration pause) {
        super(out);
        this.pause = pause;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int piece = Math.ceilDiv(length, PIECES);
        for (int done = 0; done < length; done += piece) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
            out.write(bytes, offset + done, Math.min(piece, length - done));
            out.flush();
        }
    }
}
