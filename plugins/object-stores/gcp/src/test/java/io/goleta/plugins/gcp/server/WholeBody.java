package io.goleta.plugins.gcp.server;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is as long as the client announced, or fails. */
final class WholeBody extends FilterInputStream {
    static final long UNKNOWN = -1;

    private long missing;

    WholeBody(InputStream in, long length) {
        super(in);
        missing = length == UNKNOWN ? Long.MIN_VALUE : length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            missing -= count;
        } else if (count < 0 && missing > 0) {
            throw new EOFException(missing + " bytes of the request are missing");
        }
        return count;
    }
}
