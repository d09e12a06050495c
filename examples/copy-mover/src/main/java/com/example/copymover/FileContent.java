package com.example.copymover;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** The content of a file on its way: counted, with its checksum, until the thread is interrupted. */
final class FileContent extends FilterInputStream {
    private final MessageDigest digest = sha256();
    private final LongConsumer moved;
    private long count;

    /**
     * @param moved told how many bytes more have passed
     */
    FileContent(InputStream in, LongConsumer moved) {
        super(in);
        this.moved = moved;
    }

    /**
     * @throws GoletaException when the thread was interrupted, which ends every call of a data mover
     */
    static void throwIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw GoletaException.retryable(Fault.INTERNAL, "copying files was interrupted", null);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        throwIfInterrupted();
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            digest.update(buffer, offset, read);
            count += read;
            moved.accept(read);
        }
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        throw new IOException("every byte counts");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long count() {
        return count;
    }

    /** Of everything that was read; to be asked once. */
    String checksum() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
