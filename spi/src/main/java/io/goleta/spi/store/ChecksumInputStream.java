package io.goleta.spi.store;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** See {@link ChecksummedPut#verified}. */
final class ChecksumInputStream extends InputStream {
    private final InputStream in;
    private final String sha256;
    private final long length;
    private final MessageDigest digest = sha256();
    private long count;
    private boolean verified;
    private boolean mismatched;

    ChecksumInputStream(InputStream content, long length, String sha256) {
        this.in = content;
        this.length = length;
        this.sha256 = sha256;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        int read = in.read(bytes, offset, wanted);
        if (read > 0) {
            digest.update(bytes, offset, read);
            count += read;
        }
        if (count == length || (read < 0 && length < 0)) {
            verify();
        }
        return read;
    }

    private void verify() {
        if (!verified) {
            verified = true;
            mismatched = !HexFormat.of().formatHex(digest.digest()).equals(sha256);
        }
        if (mismatched) {
            throw GoletaException.retryable(
                    Fault.STORAGE,
                    "SHA-256 mismatch (expected " + sha256 + "): data was corrupted in transit",
                    null);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
