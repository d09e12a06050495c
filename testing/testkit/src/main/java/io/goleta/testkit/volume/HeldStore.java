package io.goleta.testkit.volume;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.ForwardingStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up everybody who stores a large object, as one with the content of files is, until they are let go. */
final class HeldStore extends ForwardingStore {
    private static final int LARGE = 256 * 1024;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    HeldStore(ObjectStore store) {
        super(store);
    }

    /** Returns when somebody is held up. */
    boolean awaitSomebody() throws InterruptedException {
        return reached.await(1, TimeUnit.MINUTES);
    }

    void letGo() {
        letGo.countDown();
    }

    @Override
    public void put(String key, InputStream content, long length) {
        byte[] start;
        try {
            start = content.readNBytes(LARGE);
            if (start.length == LARGE) {
                reached.countDown();
                letGo.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.STORAGE, "storing " + key + " was interrupted", e);
        } catch (IOException e) {
            throw new GoletaException(Fault.STORAGE, "cannot store " + key + ": " + e, e);
        }
        super.put(key, new SequenceInputStream(new ByteArrayInputStream(start), content), length);
    }
}
