package io.goleta.server.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still unless it is turned. */
public final class TurnedClock extends Clock {
    private volatile Instant now;

    public TurnedClock(Instant start) {
        now = start;
    }

    public void turn(Duration by) {
        now = now.plus(by);
    }

    public void turnTo(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
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
