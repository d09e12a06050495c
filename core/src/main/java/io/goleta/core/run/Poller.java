package io.goleta.core.run;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits until a condition holds: checks it at once, then after intervals that double from 25 ms to a second. Each method checks at
 * least once, and a last time after its deadline. Immutable, thread-safe.
 *
 * <p>Interrupting the thread ends the wait with a retryable GoletaException (INTERNAL); the interrupt flag stays set.
 */
public final class Poller {
    private static final ExponentialBackoff INTERVALS =
            ExponentialBackoff.unlimited(Duration.ofMillis(25), Duration.ofSeconds(1));

    private final Clock clock;
    private final Sleeper sleeper;
    private final Duration longestOutage;
    private final Predicate<? super RuntimeException> isTransient;

    /** Sleeps for real between checks. An exception of a condition ends the wait. */
    public Poller(Clock clock) {
        this(clock, Sleeper.THREAD);
    }

    /** An exception of a condition ends the wait. */
    public Poller(Clock clock, Sleeper sleeper) {
        this(clock, sleeper, Duration.ZERO, e -> false);
    }

    private Poller(
            Clock clock, Sleeper sleeper, Duration longestOutage, Predicate<? super RuntimeException> isTransient) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.longestOutage = longestOutage;
        this.isTransient = isTransient;
    }

    /**
     * The same, but transient exceptions of a condition count as "not yet".
     *
     * @param outage how long a condition may fail without a break before its exception ends the wait
     */
    public Poller tolerating(Duration outage, Predicate<? super RuntimeException> transientFailure) {
        return new Poller(clock, sleeper, outage, transientFailure);
    }

    /** Whether the condition held before the time-out. */
    public boolean until(Duration timeout, BooleanSupplier condition) {
        return until(clock.instant().plus(timeout), condition);
    }

    /** Whether the condition held before the deadline. */
    public boolean until(Instant deadline, BooleanSupplier condition) {
        return first(deadline, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** The first value that the source has; empty when it had none before the time-out. */
    public <T> Optional<T> first(Duration timeout, Supplier<Optional<T>> source) {
        return first(clock.instant().plus(timeout), source);
    }

    /** The first value that the source has, however long it takes. */
    public <T> T first(Supplier<Optional<T>> source) {
        return first(Instant.MAX, source).orElseThrow();
    }

    private <T> Optional<T> first(Instant deadline, Supplier<Optional<T>> source) {
        Instant lastAnswer = clock.instant();
        for (int checks = 1; ; checks++) {
            try {
                Optional<T> value = source.get();
                lastAnswer = clock.instant();
                if (value.isPresent() || !lastAnswer.isBefore(deadline)) {
                    return value;
                }
            } catch (RuntimeException e) {
                Instant now = clock.instant();
                if (!isTransient.test(e) || !now.isBefore(deadline) || now.isAfter(lastAnswer.plus(longestOutage))) {
                    throw e;
                }
            }
            sleep(INTERVALS.ceiling(checks));
        }
    }

    private void sleep(Duration interval) {
        try {
            sleeper.sleep(interval);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "interrupted while waiting", e);
        }
    }
}
