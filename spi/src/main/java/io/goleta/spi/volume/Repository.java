package io.goleta.spi.volume;

import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectStore;
import java.nio.file.Path;

/**
 * Where the volumes of one namespace are kept.
 *
 * @param store the storage location; stays open longer than the data mover
 * @param path key prefix of the repository without a slash at its end, {@code restic/shop}
 * @param password opens the repository
 * @param cacheDirectory where a data mover may keep what it can fetch again; need not exist
 */
public record Repository(ObjectStore store, String path, Secret password, Path cacheDirectory) {}
