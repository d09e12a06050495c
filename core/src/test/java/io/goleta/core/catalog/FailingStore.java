package io.goleta.core.catalog;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Records what is written, and refuses keys with a certain ending, both to be put and to be deleted. */
final class FailingStore implements ObjectStore {
    private final ObjectStore store;
    private final String refusedEnding;
    private final GoletaException failure = new GoletaException(Fault.STORAGE, "the bucket says no");
    private final List<String> puts = new ArrayList<>();
    private final List<String> deletes = new ArrayList<>();

    FailingStore(ObjectStore store, String refusedEnding) {
        this.store = store;
        this.refusedEnding = refusedEnding;
    }

    GoletaException failure() {
        return failure;
    }

    List<String> puts() {
        return puts;
    }

    List<String> deletes() {
        return deletes;
    }

    @Override
    public void put(String key, InputStream content, long length) {
        puts.add(key);
        if (key.endsWith(refusedEnding)) {
            throw failure;
        }
        store.put(key, content, length);
    }

    @Override
    public void delete(String key) {
        deletes.add(key);
        // Deleting what is not there never fails.
        if (key.endsWith(refusedEnding) && store.head(key).isPresent()) {
            throw failure;
        }
        store.delete(key);
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public Optional<InputStream> get(String key) {
        return store.get(key);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        return store.get(key, offset, length);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        return store.head(key);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public Stream<String> folders(String prefix) {
        return store.folders(prefix);
    }

    @Override
    public void close() {
        store.close();
    }
}
