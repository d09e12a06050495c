package io.goleta.bench;

import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A store that answers as late as one at the other end of a network does, and counts what it is asked. */
final class SlowStore implements ObjectStore {
    private final ObjectStore store;
    private final Duration delay;
    private final AtomicInteger requests = new AtomicInteger();

    SlowStore(ObjectStore store, Duration delay) {
        this.store = store;
        this.delay = delay;
    }

    int requests() {
        return requests.get();
    }

    private void travel() {
        requests.incrementAndGet();
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void put(String key, InputStream content, long length) {
        travel();
        store.put(key, content, length);
    }

    @Override
    public Optional<ObjectInfo> head(String key) {
        travel();
        return store.head(key);
    }

    @Override
    public Optional<InputStream> get(String key) {
        travel();
        return store.get(key);
    }

    @Override
    public Optional<InputStream> get(String key, long offset, long length) {
        travel();
        return store.get(key, offset, length);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) {
        travel();
        return store.list(prefix);
    }

    @Override
    public Stream<String> folders(String prefix) {
        travel();
        return store.folders(prefix);
    }

    @Override
    public void delete(String key) {
        travel();
        store.delete(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
