package io.goleta.core.catalog;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.ForwardingStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Records what is written, and refuses keys with a certain ending, both to be put and to be deleted. */
final class FailingStore extends ForwardingStore {
    private final String refusedEnding;
    private final GoletaException failure = new GoletaException(Fault.STORAGE, "the bucket says no");
    private final List<String> puts = new ArrayList<>();
    private final List<String> deletes = new ArrayList<>();

    FailingStore(ObjectStore store, String refusedEnding) {
        super(store);
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
        super.put(key, content, length);
    }

    @Override
    public void delete(String key) {
        deletes.add(key);
        // Deleting what is not there never fails.
        if (key.endsWith(refusedEnding) && head(key).isPresent()) {
            throw failure;
        }
        super.delete(key);
    }
}
