package io.goleta.spi.store;

import java.io.InputStream;

/**
 * A store whose server can verify the checksum of uploads. A caller that knows the checksum uses this instead of verifying the
 * content itself, so the store is responsible for noticing corruption.
 */
public interface ChecksummedPut {

    /**
     * Stores an object as {@link ObjectStore#put} does, if its content has this checksum.
     *
     * @param content read to its end; not closed
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     * @throws io.goleta.spi.error.GoletaException as {@link ObjectStore#put}; also STORAGE, retryable, on a checksum
     *     mismatch: the key then holds what it held before, or nothing
     */
    void put(String key, InputStream content, long length, String sha256);

    /**
     * Content that is verified while it is read, for stores whose server cannot do so. On a checksum mismatch, reading the last
     * byte fails with the exception of {@link #put}, so that a store that fulfils the contract of {@link ObjectStore#put}
     * discards the object.
     *
     * @param length in bytes, or -1 when unknown
     * @param sha256 64 hex digits in lower case
     */
    static InputStream verified(InputStream content, long length, String sha256) {
        return new ChecksumInputStream(content, length, sha256);
    }
}
