package io.goleta.plugins.gcp;

import java.time.Duration;

/**
 * How long one attempt may take, and how long the store may have us wait for the next.
 *
 * @param connecting until there is a connection
 * @param silence from the other side, before it counts as gone
 * @param bytesPerSecond that carry an upload at the slowest; nobody can tell how much of it was taken
 * @param pause before the second attempt; thrice that before the third
 * @param longestPause whatever the store asks for
 */
record Patience(Duration connecting, Duration silence, long bytesPerSecond, Duration pause, Duration longestPause) {
    static final Patience USUAL = new Patience(
            Duration.ofSeconds(10), Duration.ofSeconds(60), 64 << 10, Duration.ofMillis(200), Duration.ofSeconds(60));

    /** How long an upload of so many bytes may take. */
    Duration upload(long bytes) {
        return silence.plusMillis(Math.ceilDiv(bytes * 1000, bytesPerSecond));
    }
}
