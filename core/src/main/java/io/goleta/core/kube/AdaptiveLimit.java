package io.goleta.core.kube;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Lets as many requests run at once as {@link ConcurrencyEstimate} allows; the others wait in the order they came. */
final class AdaptiveLimit {
    private static final int INITIAL = 8;
    private static final int MIN = 4;
    private static final int MAX = 256;

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition free = lock.newCondition();
    private final ConcurrencyEstimate estimate;
    private final LongSupplier nanoTime;
    private int inFlight;

    AdaptiveLimit() {
        this(new ConcurrencyEstimate(INITIAL, MIN, MAX), System::nanoTime);
    }

    AdaptiveLimit(ConcurrencyEstimate estimate, LongSupplier nanoTime) {
        this.estimate = estimate;
        this.nanoTime = nanoTime;
    }

    /** Waits until one more request may run. */
    Permit acquire() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inFlight >= estimate.limit()) {
                free.await();
            }
            inFlight++;
            return new Permit(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    int limit() {
        lock.lock();
        try {
            return estimate.limit();
        } finally {
            lock.unlock();
        }
    }

    /** The right to run one request; exactly one of its methods is called, once, at the end. */
    final class Permit {
        private final long start;

        private Permit(long start) {
            this.start = start;
        }

        /** The server answered a request of this kind, whatever it said. */
        void answered(String kind) {
            long nanos = nanoTime.getAsLong() - start;
            release(() -> estimate.answered(kind, nanos, inFlight));
        }

        /** The server answered, but how long it took depends on the request. */
        void answered() {
            release(() -> estimate.answered(inFlight));
        }

        /** The server is overloaded or gone. */
        void overloaded() {
            release(estimate::overloaded);
        }

        /** Nothing can be learned from this request. */
        void cancelled() {
            release(() -> {});
        }

        private void release(Runnable learn) {
            lock.lock();
            try {
                learn.run();
                inFlight--;
                free.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
