package io.goleta.spi.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Content that is compared with its SHA-256 while it is read: the read that meets its last byte, or its end where the length is
 * unknown, fails when they differ. Not thread-safe.
 */
final class ChecksumInputStream extends InputStream {
    private final InputStream in;
    private final String sha256;
    private final long length;
    private final Function<String, ? extends RuntimeException> mismatch;
    private final MessageDigest digest = sha256();
    private long count;
    private boolean verified;
    private @Nullable RuntimeException failure;

    /**
     * @param content closed with this stream
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     * @param mismatch the exception to throw, given the SHA-256 of the content
     */
    ChecksumInputStream(
            InputStream content, long length, String sha256, Function<String, ? extends RuntimeException> mismatch) {
        this.in = content;
        this.length = length;
        this.sha256 = sha256;
        this.mismatch = mismatch;
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

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void verify() {
        if (!verified) {
            verified = true;
            String actual = HexFormat.of().formatHex(digest.digest());
            failure = actual.equals(sha256) ? null : mismatch.apply(actual);
        }
        if (failure != null) {
            throw failure;
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
