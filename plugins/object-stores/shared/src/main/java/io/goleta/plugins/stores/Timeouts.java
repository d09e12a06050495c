package io.goleta.plugins.stores;

import java.time.Duration;

/**
 * Timeouts of one request to a store.
 *
 * @param connect for establishing the connection
 * @param idle without a byte from the store
 * @param bytesPerSecond the slowest rate at which an upload may go; HTTP clients do not notice that a server has stopped
 *     reading
 */
public record Timeouts(Duration connect, Duration idle, long bytesPerSecond) {
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), 64 << 10);

    /** For a request that uploads so many bytes. */
    public Duration upload(long bytes) {
        return idle.plusMillis(Math.ceilDiv(bytes * 1000, bytesPerSecond));
    }
}
