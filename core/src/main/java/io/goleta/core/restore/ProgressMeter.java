package io.goleta.core.restore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** Counts, and tells a sink about it at most once a second. Thread-safe. */
final class ProgressMeter {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final RestoreProgressSink sink;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private int total;
    private int done;
    private Instant next = Instant.MIN;

    ProgressMeter(RestoreProgressSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    void expect(int more) {
        lock.lock();
        try {
            total += more;
        } finally {
            lock.unlock();
        }
    }

    void done() {
        lock.lock();
        try {
            done++;
            Instant now = clock.instant();
            if (!now.isBefore(next)) {
                next = now.plus(INTERVAL);
                sink.report(total, done);
            }
        } finally {
            lock.unlock();
        }
    }

    void finish() {
        lock.lock();
        try {
            sink.report(total, done);
        } finally {
            lock.unlock();
        }
    }
}
