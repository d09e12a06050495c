package io.goleta.plugins.restic.door;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The content of a file on its way into the store. Its name is the SHA-256 of its content; when the two differ, reading the
 * last byte fails, so that the store drops the object instead of keeping it.
 */
final class Upload extends FilterInputStream {
    private final StoredFile file;
    private final long length;
    private final MessageDigest digest = sha256();
    private long count;
    private boolean verified;
    private boolean mismatched;
    private boolean broken;

    /**
     * @param length -1 when unknown
     */
    Upload(InputStream body, StoredFile file, long length) {
        super(body);
        this.file = file;
        this.length = length;
    }

    /** The content is not what its name says. */
    boolean isMismatched() {
        return mismatched;
    }

    /** The sender went away. */
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
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = receive(bytes, offset, length);
        if (read > 0) {
            digest.update(bytes, offset, read);
            count += read;
        }
        if (read < 0 || count == this.length) {
            verify();
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        throw new IOException("an upload is read, not skipped");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int receive(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = in.read(bytes, offset, length);
            broken |= read < 0 && this.length >= 0 && count < this.length;
            return read;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    private void verify() throws IOException {
        if (!verified && !broken && file.type() != FileType.CONFIG) {
            verified = true;
            mismatched = !HexFormat.of().formatHex(digest.digest()).equals(file.name());
        }
        if (mismatched) {
            throw new IOException("the content of " + file + " is not what its name says; it was damaged on its way");
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
