package io.goleta.testkit.store;

import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** Delegates to a different store; tests override what should fail or be counted. As thread-safe as that store. */
public abstract class ForwardingStore implements ObjectStore {
    private final ObjectStore store;

    /**
     * @param store closed along with this one
     */
    protected ForwardingStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void put(String key, InputStream content, long length) {
        store.put(key, content, length);
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
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
