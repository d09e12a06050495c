package io.goleta.plugins.stores;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Pauses between the attempts of one request.
 *
 * @param first before the second attempt; three times that before the third
 * @param longest also when the store asks for a longer one
 */
public record RetryPauses(Duration first, Duration longest) {
    public static final RetryPauses DEFAULT = new RetryPauses(Duration.ofMillis(200), Duration.ofSeconds(60));

    /** How often a request is sent before it counts as failed. */
    public static final int ATTEMPTS = 3;

    /**
     * The pause that a store asks for.
     *
     * @param header {@code Retry-After} of its answer, in seconds; the stores never send a date
     * @return zero when it asks for none
     */
    public static Duration requested(@Nullable String header) {
        return header != null && header.matches("\\d{1,9}")
                ? Duration.ofSeconds(Long.parseLong(header))
                : Duration.ZERO;
    }

    /** The pause, or the longest one allowed. */
    public Duration limit(Duration pause) {
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
