package io.goleta.testkit.store;

import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.util.List;
import java.util.Optional;

/** The store under test, as the parts of the contract use it, and what may differ between stores. */
interface StoreAccess {
    /** The store of the running test. */
    ObjectStore store();

    /** Whether {@code a} and {@code a/b} can both be objects. */
    boolean objectAndFolderMayShareAName();

    /** Whether content passes through without being held in memory as a whole. */
    boolean streams();

    /** How many bytes the name between two slashes may have. */
    int longestName();

    /** A number of objects that takes the store more than two pages to list. */
    int manyObjects();

    /** The size in bytes of an object that is too large to be held in memory. */
    long largeObject();

    /** Stores a text. */
    void put(String key, String content);

    /** The text under a key. */
    Optional<String> text(String key);

    /** The objects whose keys start with a prefix, as listed. */
    List<ObjectInfo> list(String prefix);

    /** The keys that start with a prefix, as listed. */
    List<String> keys(String prefix);

    /** What lies directly in a folder, as listed. */
    List<String> folders(String prefix);
}
