package io.goleta.core.kube;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses with jitter: each is between half and the whole of {@code first * 2^attempt}, at most {@code longest}.
 *
 * @param attempts how often to try in all
 */
public record ExponentialBackoff(Duration first, Duration longest, int attempts) {

    /** For requests that somebody waits for: about 30 seconds in all. */
    static final ExponentialBackoff REQUESTS =
            new ExponentialBackoff(Duration.ofMillis(100), Duration.ofSeconds(10), 9);

    /** For requests of a command that a person watches: below a second in all. */
    public static final ExponentialBackoff INTERACTIVE =
            new ExponentialBackoff(Duration.ofMillis(100), Duration.ofMillis(400), 4);

    /**
     * How long to wait before the next attempt.
     *
     * @param failures so far, from 1
     */
    public Duration pause(int failures, RandomGenerator random) {
        long whole = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, 30));
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
