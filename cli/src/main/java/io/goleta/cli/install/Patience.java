package io.goleta.cli.install;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again, with pauses that grow to a second, until something is so or time is up. */
final class Patience {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Clock clock;

    Patience(Clock clock) {
        this.clock = clock;
    }

    /** Whether it became so within the limit. */
    boolean until(Duration limit, BooleanSupplier so) {
        return first(limit, () -> so.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** The first result that is not empty; empty when there was none within the limit. */
    <T> Optional<T> first(Duration limit, Supplier<Optional<T>> source) {
        Instant end = clock.instant().plus(limit);
        Duration pause = SHORTEST_PAUSE;
        while (true) {
            Optional<T> result = source.get();
            if (result.isPresent() || clock.instant().isAfter(end)) {
                return result;
            }
            sleep(pause);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoletaException(Fault.USER, "interrupted while waiting", e);
        }
    }
}
