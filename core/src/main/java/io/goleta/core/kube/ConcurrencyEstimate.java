package io.goleta.core.kube;

import java.util.HashMap;
import java.util.Map;

/**
 * How many requests the API server bears at once, learned from how it answers. Not thread-safe; knows no clock.
 *
 * <p>The estimate grows while it is used to the full and answers stay quick. It shrinks by a tenth when answers take both
 * much longer than the same kind of request takes at its best and long in absolute terms, and by half when the server says
 * that it is overloaded, once per round of requests.
 */
final class ConcurrencyEstimate {
    private static final double SLOW_FACTOR = 10;
    private static final long SLOW_NANOS = 50_000_000;
    private static final int SMALLEST_WINDOW = 10;
    private static final double FOLLOW_DOWN = 0.1;
    // Upwards the best time is forgotten slowly, or a server that stays slow would soon count as quick.
    private static final double FORGET = 1.000001;

    private final int min;
    private final int max;
    private final Map<String, Double> best = new HashMap<>();
    private int limit;
    private int samples;
    private double ratios;
    private double nanosTotal;
    private int mostInFlight;
    private int sinceCut = Integer.MAX_VALUE / 2;

    ConcurrencyEstimate(int initial, int min, int max) {
        this.min = min;
        this.max = max;
        this.limit = initial;
    }

    int limit() {
        return limit;
    }

    /**
     * An answer came.
     *
     * @param kind requests of one kind take about the same time on an idle server
     * @param inFlight how many were running, this one included
     */
    void answered(String kind, long nanos, int inFlight) {
        sinceCut++;
        double quickest = best.merge(
                kind,
                (double) Math.max(1, nanos),
                (old, now) -> now < old ? old + FOLLOW_DOWN * (now - old) : old * FORGET);
        samples++;
        ratios += nanos / quickest;
        nanosTotal += nanos;
        mostInFlight = Math.max(mostInFlight, inFlight);
        if (samples >= Math.max(SMALLEST_WINDOW, limit)) {
            closeWindow();
        }
    }

    /** An answer came whose time says nothing, because such requests differ too much from each other. */
    void answered(int inFlight) {
        sinceCut++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        if (sinceCut >= limit && mostInFlight >= limit && samples == 0) {
            grow();
            sinceCut = 0;
            mostInFlight = 0;
        }
    }

    /** The server said 429 or 5xx, or did not answer. */
    void overloaded() {
        if (sinceCut >= limit) {
            limit = Math.max(min, limit / 2);
            sinceCut = 0;
            clearWindow();
        } else {
            sinceCut++;
        }
    }

    private void closeWindow() {
        boolean slow = ratios / samples > SLOW_FACTOR && nanosTotal / samples > SLOW_NANOS;
        if (slow) {
            limit = Math.max(min, limit * 9 / 10);
        } else if (mostInFlight >= limit * 4 / 5) {
            grow();
        }
        clearWindow();
    }

    private void grow() {
        limit = Math.min(max, limit + Math.max(1, limit / 8));
    }

    private void clearWindow() {
        samples = 0;
        ratios = 0;
        nanosTotal = 0;
        mostInFlight = 0;
    }
}
