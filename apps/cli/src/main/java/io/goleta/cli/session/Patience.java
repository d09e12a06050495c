package io.goleta.cli.session;

import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Looks again and again, with pauses that grow to a second, until something is so or time is up. An API server that fails for a
 * while is borne. Whoever interrupts the thread ends the waiting with a GoletaException (USER).
 */
public final class Patience {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Clock clock;
    private final Pause pause;
    private final Duration grace;

    /** Lets time pass between two looks. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after this time. */
        void take(Duration length) throws InterruptedException;
    }

    /** One that pauses so. */
    public Patience(Clock clock, Pause pause) {
        this(clock, pause, GRACE);
    }

    /** @param grace for a call that is under way when its time is up */
    Patience(Clock clock, Pause pause, Duration grace) {
        this.clock = clock;
        this.pause = pause;
        this.grace = grace;
    }

    /** Whether it became so within the limit. */
    public boolean until(Duration limit, BooleanSupplier so) {
        return first(limit, () -> so.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** The first result that is not empty; empty when there was none within the limit. */
    public <T> Optional<T> first(Duration limit, Supplier<Optional<T>> source) {
        return first(clock.instant().plus(limit), source);
    }

    /** The first result that is not empty, however long it takes. */
    public <T> T first(Supplier<Optional<T>> source) {
        return first(Instant.MAX, source).orElseThrow();
    }

    private <T> Optional<T> first(Instant end, Supplier<Optional<T>> source) {
        Instant lastAnswer = clock.instant();
        Duration next = SHORTEST_PAUSE;
        while (true) {
            try {
                Optional<T> result = source.get();
                lastAnswer = clock.instant();
                if (result.isPresent() || lastAnswer.isAfter(end)) {
                    return result;
                }
            } catch (GoletaException e) {
                Instant now = clock.instant();
                if (!e.isRetryable() || now.isAfter(end) || now.isAfter(lastAnswer.plus(LONGEST_OUTAGE))) {
                    throw e;
                }
            }
            rest(next);
            Duration longer = next.multipliedBy(2);
            next = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    /**
     * What a call returns that looks at its own limit, but sends requests that may hang for longer than that.
     *
     * @throws GoletaException CLUSTER when the limit is over by more than a moment
     */
    public <T> T within(Duration limit, Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread.startVirtualThread(task);
        try {
            return task.get(limit.plus(grace).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "the API server did not answer within " + GoDuration.format(limit)
                            + ". Check that it runs and that the kubeconfig points to it.",
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    private void rest(Duration length) {
        try {
            pause.take(length);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static GoletaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new GoletaException(Fault.USER, "interrupted while waiting", e);
    }
}
