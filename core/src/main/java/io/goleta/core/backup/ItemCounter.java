package io.goleta.core.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the objects of one backup and tells its listener now and then. Thread-safe. */
final class ItemCounter {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AtomicInteger found = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final ReentrantLock telling = new ReentrantLock();
    private final BackupProgressListener listener;
    private final Clock clock;
    private Instant next;

    ItemCounter(BackupProgressListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
        this.next = clock.instant().plus(INTERVAL);
    }

    void found() {
        found.incrementAndGet();
    }

    void done() {
        done.incrementAndGet();
        if (telling.tryLock()) {
            try {
                tell();
            } finally {
                telling.unlock();
            }
        }
    }

    int total() {
        return found.get();
    }

    int backedUp() {
        return done.get();
    }

    private void tell() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(INTERVAL);
            // Read in this order, there are never more done than found.
            int backedUp = done.get();
            listener.progressed(found.get(), backedUp);
        }
    }
}
