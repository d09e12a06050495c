package io.goleta.server.nodeagent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** How many volumes of this node move at once, in either direction. Thread-safe. */
@Singleton
public final class TransferLimiter {
    private final Semaphore free;

    @Inject
    public TransferLimiter(AgentSettings settings) {
        this(settings.volumesAtOnce());
    }

    TransferLimiter(int count) {
        free = new Semaphore(count, true);
    }

    /** Waits for a slot, which the caller closes. */
    Slot take() throws InterruptedException {
        free.acquire();
        return free::release;
    }

    /** The right to move one volume. */
    @FunctionalInterface
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
