package io.goleta.server.controller;

import io.goleta.core.run.ExponentialBackoff;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Exponential backoff for many keys, without jitter: counts the failures in a row of each. Thread-safe. */
public final class KeyedBackoff {
    private final ExponentialBackoff pauses;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /**
     * @param first the pause after the first failure; doubles with each that follows
     */
    public KeyedBackoff(Duration first, Duration longest) {
        this.pauses = ExponentialBackoff.unlimited(first, longest);
    }

    /** One more failure; returns how long to wait before the next attempt. */
    public Duration failed(String key) {
        return pauses.ceiling(failures.merge(key, 1, Integer::sum));
    }

    /** Starts again from the first pause. */
    public void succeeded(String key) {
        failures.remove(key);
    }
}
