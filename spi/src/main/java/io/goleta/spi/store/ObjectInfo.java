package io.goleta.spi.store;

import java.time.Instant;

/**
 * One object in a store.
 *
 * @param key relative to the location's prefix
 * @param size in bytes
 * @param lastModified as the store tells it; second precision is enough
 */
public record ObjectInfo(String key, long size, Instant lastModified) {}
