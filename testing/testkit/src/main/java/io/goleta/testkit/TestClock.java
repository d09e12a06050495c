package io.goleta.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock in UTC that a test turns. Thread-safe. */
public final class TestClock extends Clock {
    private final AtomicReference<Instant> now;
    private final Duration step;
    private final ZoneId zone;

    private TestClock(AtomicReference<Instant> now, Duration step, ZoneId zone) {
        this.now = now;
        this.step = step;
        this.zone = zone;
    }

    /** Stands still until it is advanced. */
    public static TestClock at(Instant start) {
        return ticking(start, Duration.ZERO);
    }

    /** Advances by a step each time it is read, so that code that waits for a time to pass does not wait. */
    public static TestClock ticking(Instant start, Duration step) {
        return new TestClock(new AtomicReference<>(start), step, ZoneOffset.UTC);
    }

    /**
     * Advances it, or turns it back.
     *
     * @param by may be negative
     */
    public void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }

    /** Sets it. */
    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.updateAndGet(time -> time.plus(step));
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, turned together with this one, in another zone. */
    @Override
    public Clock withZone(ZoneId other) {
        return new TestClock(now, step, other);
    }
}
