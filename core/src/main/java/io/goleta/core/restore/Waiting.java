package io.goleta.core.restore;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waits for something to become true in the cluster, looking often at first and then less and less. */
final class Waiting {
    private static final Duration SHORTEST = Duration.ofMillis(25);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Clock clock;

    Waiting(Clock clock) {
        this.clock = clock;
    }

    /** False when it did not become true in time. */
    boolean until(BooleanSupplier condition, Duration timeout) {
        Instant deadline = clock.instant().plus(timeout);
        Duration pause = SHORTEST;
        while (!condition.getAsBoolean()) {
            if (!clock.instant().isBefore(deadline)) {
                return false;
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
        return true;
    }

    void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The restore was interrupted", e);
        }
    }
}
