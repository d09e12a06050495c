package io.goleta.spi.store;

import java.io.InputStream;

/**
 * A store that can compare what arrives at its far end with a sum that is known beforehand. Whoever knows the sum calls this
 * instead of summing on the way; what it does not notice, nobody does.
 */
public interface ChecksummedPut {

    /**
     * Stores an object as {@link ObjectStore#put} does, if it has this sum.
     *
     * @param content read to its end; not closed
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     * @throws io.goleta.spi.error.GoletaException as {@link ObjectStore#put}; also STORAGE, retryable, when the content has
     *     another sum: the key holds then what it held, or nothing
     */
    void put(String key, InputStream content, long length, String sha256);

    /**
     * Content that is compared while it is read, for what a store cannot leave to its far end. When it has another sum, reading
     * its last byte fails with the exception of {@link #put}, so that a store that keeps the contract of
     * {@link ObjectStore#put} drops the object.
     *
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     */
    static InputStream verified(InputStream content, long length, String sha256) {
        return new ChecksumInputStream(content, length, sha256);
    }
}
