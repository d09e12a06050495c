package io.goleta.cli.flag;

import io.goleta.spi.GoDuration;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.time.Duration;

/** Durations in flags. */
public final class DurationFlag {
    private DurationFlag() {}

    /**
     * A duration in Go's notation that is not negative.
     *
     * @throws GoletaException USER, naming the flag, for anything else
     */
    public static Duration parse(String flag, String text) {
        Duration duration;
        try {
            duration = GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GoletaException(Fault.USER, "invalid argument for " + flag + ": " + e.getMessage(), e);
        }
        if (duration.isNegative()) {
            throw new GoletaException(Fault.USER, flag + " must be non-negative");
        }
        return duration;
    }
}
