package io.goleta.core.restore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the objects of one restore and tells its listener now and then. Thread-safe. */
final class ProgressMeter {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AtomicInteger total = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger restored = new AtomicInteger();
    private final ReentrantLock telling = new ReentrantLock();
    private final RestoreProgressListener listener;
    private final Clock clock;
    private Instant next = Instant.MIN;

    ProgressMeter(RestoreProgressListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    void expect(long items) {
        total.addAndGet(Math.toIntExact(items));
    }

    void restored() {
        restored.incrementAndGet();
    }

    void done() {
        done.incrementAndGet();
        if (telling.tryLock()) {
            try {
                tellNowAndThen();
            } finally {
                telling.unlock();
            }
        }
    }

    void finish() {
        listener.progressed(total.get(), done.get());
    }

    /** Objects that are in the cluster as the restore wants them. */
    int itemsRestored() {
        return restored.get();
    }

    private void tellNowAndThen() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(INTERVAL);
            listener.progressed(total.get(), done.get());
        }
    }
}
