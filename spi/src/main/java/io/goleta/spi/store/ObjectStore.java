package io.goleta.spi.store;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One bucket, or the part of it below a prefix. Thread-safe: many calls run at once. Creating a store does not connect;
 * {@link #check()} does.
 *
 * <p>Keys are relative: {@code backups/daily/velero-backup.json}. They do not start or end with {@code /}, hold no empty,
 * {@code .} or {@code ..} segment, and are at most 1,024 bytes of UTF-8. A store refuses other keys with USER.
 *
 * <p>Every method fails with {@link GoletaException}: STORAGE, retryable when a later call may succeed (timeouts, 429, 5xx,
 * a connection that broke), or USER when credentials or settings are wrong. Optional abilities are the mix-ins
 * {@link BulkDelete}, {@link SignedUrls} and {@link ChecksummedPut}; a store implements those it has.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Proves that the bucket exists and can be listed.
     *
     * @throws GoletaException with one sentence for the status of the storage location
     */
    void check();

    /**
     * Stores an object. It appears whole or not at all, and a reader that asks after this method returned sees it. An object
     * that was there is replaced. Memory use does not depend on the length.
     *
     * @param content read to its end; not closed. Reading it may throw GoletaException, which then is passed on as it is
     * @param length in bytes, or -1 when unknown
     * @throws GoletaException also when {@code content} fails or ends before or after {@code length} bytes; nothing is
     *     stored then
     */
    void put(String key, InputStream content, long length);

    /**
     * Opens an object for reading from its beginning. The stream is not buffered by the store in memory as a whole; reading
     * from it may throw {@link java.io.IOException}. The caller closes it, possibly before its end.
     *
     * @return empty when there is no such object
     */
    Optional<InputStream> get(String key);

    /**
     * Opens a part of an object for reading.
     *
     * @param offset of the first byte; an offset at or past the end gives an empty stream
     * @param length at most this many bytes; fewer when the object ends before
     * @return empty when there is no such object
     */
    Optional<InputStream> get(String key, long offset, long length);

    /** An object's size and time; empty when there is no such object. */
    Optional<ObjectInfo> head(String key);

    /**
     * All objects whose key starts with {@code prefix}, in the order of their keys' UTF-8 bytes, read page by page as the
     * stream is consumed. The caller closes the stream.
     *
     * @param prefix any beginning of a key, not only whole segments; empty for all
     */
    Stream<ObjectInfo> list(String prefix);

    /**
     * What lies directly below a folder: {@code folders("backups/")} gives {@code backups/daily/}, {@code backups/weekly/}.
     * Each once, in the order of their UTF-8 bytes, read page by page. The caller closes the stream.
     *
     * @param prefix empty, or ending with {@code /}
     */
    Stream<String> folders(String prefix);

    /** Deletes an object. One that is not there is no error. */
    void delete(String key);

    /** Releases connections. Calls after it fail. Never throws. */
    @Override
    void close();

    /**
     * Validates a key; every store has to.
     *
     * @return the key
     * @throws GoletaException USER when it is invalid
     */
    static String requireKey(String key) {
        boolean sound = key.getBytes(StandardCharsets.UTF_8).length <= 1024
                && Stream.of(key.split("/", -1))
                        .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
        if (!sound) {
            throw new GoletaException(
                    Fault.USER,
                    "\"" + key
                            + "\" is not a valid object key: it must have 1 to 1,024 bytes, and no empty, . or .. segment");
        }
        return key;
    }
}
