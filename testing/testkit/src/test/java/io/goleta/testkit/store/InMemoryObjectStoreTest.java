package io.goleta.testkit.store;

import io.goleta.spi.store.ObjectStore;

class InMemoryObjectStoreTest extends ObjectStoreContract {

    @Override
    protected ObjectStore createStore() {
        return new InMemoryObjectStore();
    }

    @Override
    public boolean streams() {
        return false;
    }
}
