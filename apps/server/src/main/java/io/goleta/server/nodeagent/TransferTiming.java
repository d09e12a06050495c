package io.goleta.server.nodeagent;

import io.goleta.core.run.ExponentialBackoff;
import io.goleta.core.run.Retry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the transfer of a volume goes on.
 *
 * @param checkInterval how often to check whether it was cancelled
 * @param backoff after failures that may pass: the data mover was killed, the object store cannot be reached
 */
record TransferTiming(Duration checkInterval, ExponentialBackoff backoff) {
    static final TransferTiming STANDARD = new TransferTiming(
            Duration.ofSeconds(10), new ExponentialBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 4));

    private static final Logger LOGGER = LoggerFactory.getLogger(TransferTiming.class);

    /** Retries what may pass, and logs it. */
    Retry retry() {
        return new Retry(backoff, Failures::isRetryable)
                .telling((number, failure) ->
                        LOGGER.warn("attempt {} of {} failed: {}", number, backoff.attempts(), failure.getMessage()));
    }
}
