package io.goleta.plugins.s3;

import java.time.Duration;

/**
 * How long one attempt may take.
 *
 * @param connecting until there is a connection
 * @param silence from the other side, before it counts as gone
 * @param bytesPerSecond that carry an upload at the slowest; the SDK does not notice by itself that nobody reads what it sends
 */
record Patience(Duration connecting, Duration silence, long bytesPerSecond) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), 64 << 10);

    /** How long an upload of so many bytes may take. */
    Duration upload(long bytes) {
        return silence.plusMillis(Math.ceilDiv(bytes * 1000, bytesPerSecond));
    }
}
