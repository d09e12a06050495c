package io.goleta.server.metrics;

import io.goleta.core.coverage.Coverage;
import io.goleta.core.coverage.VolumeCoverage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the coverage for some minutes. An older one is evaluated again in the background when it is read; until then the last
 * one is the answer. Nothing is done while it is not read. Thread-safe.
 */
@Singleton
public final class CoverageWatch implements Supplier<List<VolumeCoverage>> {
    private static final Logger LOGGER = LoggerFactory.getLogger(CoverageWatch.class);
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private final Supplier<List<VolumeCoverage>> look;
    private final Executor executor;
    private final Clock clock;
    private volatile List<VolumeCoverage> last = List.of();
    private Instant due = Instant.MIN;

    @Inject
    public CoverageWatch(Coverage coverage, Clock clock) {
        this(() -> coverage.of(null), Thread::startVirtualThread, clock);
    }

    /** @param executor runs a look; must not run it in the calling thread */
    public CoverageWatch(Supplier<List<VolumeCoverage>> look, Executor executor, Clock clock) {
        this.look = look;
        this.executor = executor;
        this.clock = clock;
    }

    @Override
    public List<VolumeCoverage> get() {
        if (isDue()) {
            executor.execute(this::refresh);
        }
        return last;
    }

    private synchronized boolean isDue() {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return false;
        }
        due = now.plus(GOOD_FOR);
        return true;
    }

    private void refresh() {
        try {
            last = List.copyOf(look.get());
        } catch (RuntimeException e) {
            LOGGER.warn("cannot find out which volumes are protected: {}", e.getMessage());
        }
    }
}
