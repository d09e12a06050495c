package io.goleta.core.plugin;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of one object of a plugin that were given up and have not ended since. Thread-safe. */
final class HangingCalls {
    // Each costs a thread, and its caller the whole limit: after a few the next would hang as well.
    private static final int TOO_MANY = 3;

    private final AtomicInteger count = new AtomicInteger();

    void begin() {
        count.incrementAndGet();
    }

    void end() {
        count.decrementAndGet();
    }

    boolean areTooMany() {
        return count.get() >= TOO_MANY;
    }
}
