package io.goleta.spi.store;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * A store that can verify, where the content is stored, a checksum that is known beforehand. A caller that knows the checksum calls
 * this instead of computing it on the way; damage that the store does not notice stays unnoticed.
 */
public interface ChecksummedPut {

    /**
     * Stores an object as {@link ObjectStore#put} does, if it has this checksum.
     *
     * @param content read to its end; not closed
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     * @throws io.goleta.spi.error.GoletaException as {@link ObjectStore#put}; also STORAGE, retryable, when the content has
     *     a different checksum: the key holds then what it held, or nothing
     */
    void put(String key, InputStream content, long length, String sha256);

    /**
     * Content that is compared while it is read, for what a store cannot leave to its far end. When its checksum differs, reading
     * its last byte fails with the exception of {@link #put}, so that a store that keeps the contract of
     * {@link ObjectStore#put} drops the object.
     *
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     */
    static InputStream verified(InputStream content, long length, String sha256) {
        return verified(
                content,
                length,
                sha256,
                actual -> GoletaException.retryable(
                        Fault.STORAGE,
                        "SHA-256 mismatch (expected " + sha256 + "): data was corrupted in transit",
                        null));
    }

    /**
     * The same, failing with an exception of the caller's choice.
     *
     * @param content closed with the stream that is returned
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     * @param mismatch gets the SHA-256 of the content
     */
    static InputStream verified(
            InputStream content, long length, String sha256, Function<String, ? extends RuntimeException> mismatch) {
        return new ChecksumInputStream(content, length, sha256, mismatch);
    }
}
