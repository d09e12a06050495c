package io.goleta.server.repository;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long to leave something alone that failed: twice as long after each failure in a row. Thread-safe. */
final class GrowingPause {
    private static final int MOST_DOUBLINGS = 20;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** One more failure; the pause is {@code first} after the first one and never more than {@code longest}. */
    Duration failed(String name, Duration first, Duration longest) {
        int times = failures.merge(name, 1, Integer::sum);
        Duration pause = first.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    void succeeded(String name) {
        failures.remove(name);
    }
}
