package io.goleta.cli.install.manifest;

import java.time.Duration;
import java.util.Optional;

/**
 * How repositories are verified.
 *
 * @param frequency empty for the server's own default, zero for never
 * @param readDataPercent how much of the data is read, 0 to 100
 */
public record RepositoryChecks(Optional<Duration> frequency, int readDataPercent) {
    /** As the server does it by itself. */
    public static final RepositoryChecks STANDARD = new RepositoryChecks(Optional.empty(), 0);
}
