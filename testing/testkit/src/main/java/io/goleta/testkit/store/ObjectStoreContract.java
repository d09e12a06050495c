package io.goleta.testkit.store;

import io.goleta.spi.store.ObjectStore;

/**
 * What every {@link ObjectStore} has to do, as tests. Extend it in the tests of a store and implement {@link #createStore()}.
 *
 * <p>Legitimate differences between stores are methods to override: {@link #objectAndFolderMayShareAName()}, {@link #streams()},
 * {@link #longestName()}, {@link #manyObjects()} and {@link #largeObject()}. A test that a store cannot pass for a good reason is
 * overridden and carries {@code @Disabled} with that reason.
 */
public abstract class ObjectStoreContract extends StoreUnderTest
        implements ContentContract, KeyContract, ListingContract {}
