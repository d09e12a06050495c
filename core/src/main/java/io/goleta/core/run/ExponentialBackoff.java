package io.goleta.core.run;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses with jitter: each is between half and the whole of {@code first * 2^(failures-1)}, at most {@code longest}.
 *
 * @param attempts how often to try in all
 */
public record ExponentialBackoff(Duration first, Duration longest, int attempts) {
    private static final int MOST_DOUBLINGS = 30;

    /** For requests of a run: about 30 seconds in all. */
    public static final ExponentialBackoff REQUESTS =
            new ExponentialBackoff(Duration.ofMillis(100), Duration.ofSeconds(10), 9);

    /** For requests of a command that a person watches: below a second in all. */
    public static final ExponentialBackoff INTERACTIVE =
            new ExponentialBackoff(Duration.ofMillis(100), Duration.ofMillis(400), 4);

    /** So many attempts without pauses. */
    public static ExponentialBackoff immediate(int attempts) {
        return new ExponentialBackoff(Duration.ZERO, Duration.ZERO, attempts);
    }

    /** Pauses without an end. */
    public static ExponentialBackoff unlimited(Duration first, Duration longest) {
        return new ExponentialBackoff(first, longest, Integer.MAX_VALUE);
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param failures so far, from 1
     */
    public Duration pause(int failures, RandomGenerator random) {
        long half = ceiling(failures).toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    /**
     * The longest that {@link #pause} can be.
     *
     * @param failures so far, from 1
     */
    public Duration ceiling(int failures) {
        Duration grown = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }
}
