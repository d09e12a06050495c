package io.goleta.server.control;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.ForwardingStore;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A store that notes what is written, and writes nothing when told so. */
final class RefusingStore extends ForwardingStore {
    final List<String> puts = new ArrayList<>();
    boolean refuses;

    RefusingStore(ObjectStore store) {
        super(store);
    }

    @Override
    public void put(String key, InputStream content, long length) {
        puts.add(key);
        if (refuses) {
            throw new GoletaException(Fault.USER, "Could not store " + key + ": allow it");
        }
        super.put(key, content, length);
    }
}
