package io.goleta.core.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the objects of one run and tells its listener about once a second. Thread-safe. */
public final class ProgressReporter {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AtomicInteger total = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final ReentrantLock telling = new ReentrantLock();
    private final Listener listener;
    private final Clock clock;
    private Instant next;

    /** Starts at zero; the listener hears of it after a second at the earliest. */
    public ProgressReporter(Listener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
        this.next = clock.instant().plus(INTERVAL);
    }

    /** There are so many more objects to deal with. */
    public void found(long items) {
        total.addAndGet(Math.toIntExact(items));
    }

    /** One object is dealt with. */
    public void done() {
        done.incrementAndGet();
        if (telling.tryLock()) {
            try {
                tellWhenDue();
            } finally {
                telling.unlock();
            }
        }
    }

    /** Tells the listener the final numbers. Call it once all work is done. */
    public void finish() {
        tell();
    }

    /** Objects found so far. */
    public int total() {
        return total.get();
    }

    /** Objects dealt with so far. */
    public int itemsDone() {
        return done.get();
    }

    private void tellWhenDue() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(INTERVAL);
            tell();
        }
    }

    private void tell() {
        // Read in this order, there are never more done than found.
        int itemsDone = done.get();
        listener.progressed(total.get(), itemsDone);
    }

    /** Is told how far a backup or restore is. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Called about once a second at most, by one thread at a time; the work on an object waits for it.
         *
         * @param totalItems objects found so far; grows while lists are still being read
         * @param itemsDone those dealt with: backed up, restored, skipped or failed
         */
        void progressed(int totalItems, int itemsDone);
    }
}
