package io.goleta.server.nodeagent;

import io.goleta.core.run.ExponentialBackoff;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a move goes on.
 *
 * @param betweenLooks whether it is still wanted
 * @param attempts at a move that breaks for a reason that may pass: the data mover was killed, the object store went away
 */
record Patience(Duration betweenLooks, ExponentialBackoff attempts) {
    static final Patience STANDARD = new Patience(
            Duration.ofSeconds(10), new ExponentialBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 4));

    private static final Logger LOGGER = LoggerFactory.getLogger(Patience.class);

    /** Something to do, which is told whether an earlier attempt may have come far. */
    interface Attempt<T> {
        T make(boolean again);
    }

    /** Makes the attempt, and again when it fails and may succeed later, unless the thread is interrupted. */
    <T> T insist(Attempt<T> attempt) {
        for (int made = 0; ; ) {
            try {
                return attempt.make(made > 0);
            } catch (GoletaException e) {
                made++;
                if (!e.isRetryable() || made == attempts.attempts()) {
                    throw e;
                }
                LOGGER.warn("attempt {} of {} failed: {}", made, attempts.attempts(), e.getMessage());
                if (!waited(made)) {
                    throw e;
                }
            }
        }
    }

    private boolean waited(int failures) {
        try {
            Thread.sleep(attempts.pause(failures, RandomGenerator.getDefault()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
