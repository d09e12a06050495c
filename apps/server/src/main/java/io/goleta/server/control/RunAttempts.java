package io.goleta.server.control;

import io.goleta.core.api.VeleroObject;
import io.goleta.server.controller.StatusText;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes a backup or restore in a scratch folder of its own and decides what an exception means: try again later, or the
 * end of the run with a reason.
 *
 * <p>An outage of the API server never ends a run, however long it takes: an upgrade of a control plane is no fault of the
 * backup, and nothing could be written down meanwhile anyway. Any other failure that may pass is retried a few times, over ten
 * minutes at least.
 */
@Singleton
public final class RunAttempts {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunAttempts.class);
    private static final int MIN_ATTEMPTS = 5;
    // Object stores fail for minutes, and the first attempts follow each other within seconds.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path scratchRoot;
    private final Clock clock;
    private final Map<String, Failures> failures = new ConcurrentHashMap<>();

    /** Failures in a row. */
    private record Failures(int count, Instant first) {
        Failures and(Failures another) {
            return new Failures(count + another.count, first);
        }

        boolean isEnough(Instant now) {
            return count >= MIN_ATTEMPTS && !now.isBefore(first.plus(PATIENCE));
        }
    }

    /**
     * @param scratchRoot belongs to this object alone; what an earlier process left in it is deleted
     */
    @Inject
    public RunAttempts(@Named("scratch/runs") Path scratchRoot, Clock clock) {
        this.scratchRoot = scratchRoot;
        this.clock = clock;
        delete(scratchRoot);
    }

    /**
     * @param work gets the scratch folder, which is deleted afterwards
     * @param failed makes the result of a run that is over without success
     * @throws GoletaException when the run is to be executed again later
     * @throws InterruptedException when the process is ending; the run is executed again by the next one
     */
    <S> S attempt(String what, VeleroObject<?, ?> run, Function<Path, S> work, Function<String, S> failed)
            throws InterruptedException {
        String uid = run.uid();
        Path scratch = scratchRoot.resolve(what + "-" + uid);
        try {
            delete(scratch);
            S result = work.apply(Files.createDirectories(scratch));
            failures.remove(uid);
            return result;
        } catch (IOException | UncheckedIOException e) {
            throw new GoletaException(
                    Fault.INTERNAL, "Tried to use the scratch folder " + scratch + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return failed.apply(reasonToGiveUp(what, run, e));
        } finally {
            delete(scratch);
        }
    }

    private String reasonToGiveUp(String what, VeleroObject<?, ?> run, RuntimeException e) {
        String uid = run.uid();
        if (e instanceof GoletaException failure && failure.isRetryable()) {
            Instant now = clock.instant();
            boolean isOutage = failure.fault() == Fault.CLUSTER;
            if (isOutage
                    || !failures.merge(uid, new Failures(1, now), Failures::and).isEnough(now)) {
                throw e;
            }
        }
        failures.remove(uid);
        if (e instanceof GoletaException problem && problem.fault() != Fault.INTERNAL) {
            LOGGER.error("{} {} failed: {}", what, run.name(), e.getMessage());
        } else {
            LOGGER.error("{} {} failed", what, run.name(), e);
        }
        return StatusText.bounded(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOGGER.warn("scratch folder {} not deleted: {}", folder, e.getMessage());
        }
    }
}
