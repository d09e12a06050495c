package io.goleta.bench;

import java.time.Duration;

/** Measures by the clock on the wall. Of several runs the fastest counts, on both sides: the others were disturbed. */
final class Timing {
    private Timing() {}

    /** Something to measure. */
    interface Work {
        void run() throws Exception;
    }

    static Duration of(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    static Duration faster(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Slower than anything. */
    static final Duration NEVER = Duration.ofDays(1);
}
