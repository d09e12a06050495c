package io.goleta.core.catalog;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file that is compared with its checksum while it is read: the read that meets its end fails when they differ. */
final class VerifiedStream extends FilterInputStream {
    private final String key;
    private final String expected;
    private final MessageDigest digest = Checksums.digest();
    private boolean verified;

    VerifiedStream(InputStream in, String key, String expected) {
        super(in);
        this.key = key;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            digest.update(buffer, offset, read);
        } else if (read < 0) {
            verify();
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, 1 << 13)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() throws IOException {
        if (verified) {
            return;
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(expected)) {
            String message =
                    "The file " + key + " is damaged: its SHA-256 is " + actual + ", and the backup's metadata says "
                            + expected + "; fetch an intact copy of the bucket, or restore another backup";
            throw new IOException(message, new GoletaException(Fault.STORAGE, message));
        }
        verified = true;
    }
}
