package io.goleta.server.nodeagent;

import io.goleta.core.api.PodVolumeProgress;
import io.goleta.spi.volume.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Passes progress on at most every few seconds: each report is a write to the API server. Used by one thread at a time. */
final class ProgressThrottle implements Consumer<Progress> {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Clock clock;
    private final Consumer<PodVolumeProgress> reports;
    private Instant next;
    private PodVolumeProgress last = new PodVolumeProgress(0, 0);

    ProgressThrottle(Clock clock, Consumer<PodVolumeProgress> reports) {
        this.clock = clock;
        this.reports = reports;
        this.next = clock.instant();
    }

    @Override
    public synchronized void accept(Progress progress) {
        last = new PodVolumeProgress(progress.totalBytes(), progress.bytesDone());
        if (!clock.instant().isBefore(next)) {
            next = clock.instant().plus(INTERVAL);
            reports.accept(last);
        }
    }

    /** The latest, reported or not. */
    synchronized PodVolumeProgress last() {
        return last;
    }
}
