package io.goleta.spi.volume;

import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectStore;
import java.nio.file.Path;

/**
 * Where one data mover keeps the volumes of one namespace.
 *
 * @param store the storage location; stays open longer than the data mover
 * @param path key prefix of the repository without a slash at its end, {@code plugins/example.com/copy/shop}: nobody else
 *     writes below it
 * @param password for data movers that encrypt: the same for all repositories, unless this one has {@link RepositoryKeys}
 * @param cacheDirectory where a data mover may keep what it can fetch again; need not exist
 */
public record Repository(ObjectStore store, String path, Secret password, Path cacheDirectory) {}
