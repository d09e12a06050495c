package io.goleta.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that is further on by a step each time somebody looks at it. */
public final class HastyClock extends Clock {
    private final Duration step;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2022-08-01T12:00:00Z"));

    public HastyClock(Duration step) {
        this.step = step;
    }

    @Override
    public Instant instant() {
        return now.updateAndGet(time -> time.plus(step));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
