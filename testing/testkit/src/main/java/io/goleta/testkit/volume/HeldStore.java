package io.goleta.testkit.volume;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.ForwardingStore;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up everybody who stores an object, once told to, until they are let go. */
final class HeldStore extends ForwardingStore {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean holding;

    HeldStore(ObjectStore store) {
        super(store);
    }

    void hold() {
        holding = true;
    }

    /** Returns when somebody is held up. */
    boolean awaitSomebody() throws InterruptedException {
        return reached.await(1, TimeUnit.MINUTES);
    }

    void letGo() {
        holding = false;
        letGo.countDown();
    }

    @Override
    public void put(String key, InputStream content, long length) {
        if (holding) {
            reached.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw GoletaException.retryable(Fault.STORAGE, "storing " + key + " was interrupted", e);
            }
        }
        super.put(key, content, length);
    }
}
