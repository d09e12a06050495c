package io.goleta.server.control;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that notes what is written, and writes nothing when told so. */
final class RefusingStore implements ObjectStore {
    final List<String> puts = new ArrayList<>();
    boolean refuses;
    private final ObjectStore store;

    RefusingStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void check() {
        store.check();
    }

    @Override
    public void put(String key, InputStream content, long length) {
        puts.add(key);
        if (refuses) {
            throw new GoletaException(Fault.USER, "Could not store " + key + ": allow it");
        }
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
