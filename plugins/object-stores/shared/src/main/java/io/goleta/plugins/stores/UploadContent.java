package io.goleta.plugins.stores;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.io.InputStream;

/** The content that a caller hands over for an object, and the length that it announced. */
public final class UploadContent {
    private final String key;
    private final InputStream content;
    private final long length;

    /**
     * @param length -1 when unknown
     */
    public UploadContent(String key, InputStream content, long length) {
        this.key = key;
        this.content = content;
        this.length = length;
    }

    /** The announced length; -1 when unknown. */
    public long length() {
        return length;
    }

    /**
     * Fills the buffer, unless the content ends before.
     *
     * @throws GoletaException STORAGE when the content cannot be read
     */
    public void fill(UploadBuffer buffer) {
        try {
            buffer.fill(content);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Fills the buffer, unless the content ends before.
     *
     * @return how many bytes were read
     * @throws GoletaException STORAGE when the content cannot be read
     */
    public int fill(byte[] buffer) {
        try {
            return content.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Whether there is no more content. Reads a byte, so only for content that is not read any further.
     *
     * @throws GoletaException STORAGE when the content cannot be read
     */
    public boolean isAtEnd() {
        try {
            return content.read() < 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * @param read how many bytes the content had
     * @throws GoletaException STORAGE when a different length was announced
     */
    public void requireLength(long read) {
        if (length >= 0 && length != read) {
            throw wrongLength(read > length ? "more" : String.valueOf(read));
        }
    }

    /**
     * The same, for content of which there may be more to read.
     *
     * @throws GoletaException STORAGE when a different length was announced
     */
    public void requireEnd(long read) {
        requireLength(read);
        if (length >= 0 && !isAtEnd()) {
            throw wrongLength("more");
        }
    }

    private GoletaException unreadable(IOException e) {
        return new GoletaException(
                Fault.STORAGE, "Could not store " + key + ": reading its content failed: " + e.getMessage(), e);
    }

    private GoletaException wrongLength(String read) {
        return new GoletaException(
                Fault.STORAGE, "Could not store " + key + ": expected " + length + " bytes but got " + read);
    }
}
