package io.goleta.plugins.restic.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Retries restic while the repository is locked: at once after removing locks of dead processes, with growing pauses otherwise. */
final class LockRetry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Restic restic;
    private final RepositoryLocks locks;
    private final Duration wait;
    private final Clock clock;

    LockRetry(Restic restic, RepositoryLocks locks, Duration wait, Clock clock) {
        this.restic = restic;
        this.locks = locks;
        this.wait = wait;
        this.clock = clock;
    }

    /** The result of the first run that got the lock, or of the last one within the time to wait. */
    RunResult run(Restic.Job job) {
        Instant end = clock.instant().plus(wait);
        Duration pause = FIRST_PAUSE;
        RunResult result = restic.run(job);
        while (result.isLocked()) {
            if (locks.removeDead() == 0) {
                if (clock.instant().isAfter(end)) {
                    return result;
                }
                sleep(pause, job);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            result = restic.run(job);
        }
        return result;
    }

    private static void sleep(Duration pause, Restic.Job job) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.INTERNAL, "was cancelled while waiting for a lock to " + job.purpose(), e);
        }
    }
}
