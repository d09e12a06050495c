package io.goleta.core.podvolume;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;

/** The pauses between looks at something that will change: short at first, so that small runs are fast. One thread. */
final class Pause {
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Duration next = SHORTEST;

    /**
     * Waits a little, and longer next time.
     *
     * @throws GoletaException when the thread is interrupted, which ends the run; it may be executed again
     */
    void take() {
        try {
            Thread.sleep(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The run was interrupted while it waited for volumes", e);
        }
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
