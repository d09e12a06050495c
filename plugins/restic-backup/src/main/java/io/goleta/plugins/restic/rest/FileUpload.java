package io.goleta.plugins.restic.rest;

import java.io.IOException;
import java.io.InputStream;

/** A file that restic sends, on its way into the object store. */
final class FileUpload extends InputStream {
    private final InputStream in;
    private final long length;
    private long count;
    private boolean broken;

    /**
     * @param length -1 when unknown
     */
    FileUpload(InputStream body, long length) {
        this.in = body;
        this.length = length;
    }

    /** Whether restic closed the connection before the end. */
    boolean isBroken() {
        return broken;
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        try {
            int read = in.read(bytes, offset, wanted);
            count += Math.max(read, 0);
            broken |= read < 0 && count < length;
            return read;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }
}
