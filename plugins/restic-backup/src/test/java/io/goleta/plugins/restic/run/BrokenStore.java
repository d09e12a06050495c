package io.goleta.plugins.restic.run;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A store of which some calls fail. */
final class BrokenStore implements ObjectStore {
    private final ObjectStore store;
    private final BiFunction<String, String, Optional<GoletaException>> failure;

    /**
     * @param failure of a call ({@code put}, {@code get}, ...) with a key
     */
    BrokenStore(ObjectStore store, BiFunction<String, String, Optional<GoletaException>> failure) {
        this.store = store;
        this.failure = failure;
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void put(String key, InputStream content, long length) {
        failIfAsked("put", key);
        store.put(key, content, length);
    }

    @Override
    public Optional<InputStream> get(String key) {
        failIfAsked("get", key);
        return store.get(key);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        failIfAsked("get", key);
        return store.get(key, offset, length);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        failIfAsked("head", key);
        return store.head(key);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        failIfAsked("list", prefix);
        return store.list(prefix);
    }

    @Override
    public Stream<String> folders(String prefix) {
        return store.folders(prefix);
    }

    @Override
    public void delete(String key) {
        failIfAsked("delete", key);
        store.delete(key);
    }

    @Override
    public void close() {
        store.close();
    }

    private void failIfAsked(String call, String key) {
        failure.apply(call, key).ifPresent(e -> {
            throw e;
        });
    }
}
