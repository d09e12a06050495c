package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroApi;
import io.goleta.server.controller.KeyedBackoff;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prunes and verifies repositories that are ready, when it is time. */
final class RepositoryMaintenance {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryMaintenance.class);
    private static final Duration IN_THE_WAY_PAUSE = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);
    static final String PASSED = "Passed";
    static final String FAILED = "Failed";

    private final ExclusiveRepositoryTask work;
    private final MaintenanceSchedule schedule;
    private final Clock clock;
    private final KeyedBackoff backoff = new KeyedBackoff(FIRST_PAUSE, LONGEST_PAUSE);

    RepositoryMaintenance(ExclusiveRepositoryTask work, MaintenanceSchedule schedule, Clock clock) {
        this.work = work;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Does what is due; one thing at a time. A repository that is not due is left alone: no request goes to its bucket. */
    ReconcileResult<ResticRepository> look(ResticRepository repository, BackupStorageLocation location)
            throws InterruptedException {
        if (!schedule.untilPrune(repository, clock.instant()).isPositive()) {
            return attempt(repository, location, "prune", mover -> prune(repository, mover, line -> {}));
        }
        if (!schedule.untilCheck(repository, clock.instant()).isPositive()) {
            int percent = schedule.readDataPercent(repository);
            return attempt(repository, location, "check", mover -> check(repository, mover, percent, line -> {}));
        }
        return ReconcileResult.update(repository).requeueAfter(untilDue(repository));
    }

    Duration untilDue(ResticRepository repository) {
        Duration prune = schedule.untilPrune(repository, clock.instant());
        Duration check = schedule.untilCheck(repository, clock.instant());
        return prune.compareTo(check) < 0 ? prune : check;
    }

    private ReconcileResult<ResticRepository> attempt(
            ResticRepository repository, BackupStorageLocation location, String what, Consumer<DataMover> step)
            throws InterruptedException {
        String name = repository.name();
        try {
            Optional<String> inTheWay = work.attempt(RepositoryFields.address(repository, location), step);
            if (inTheWay.isPresent()) {
                LOGGER.info("{} of repository {} waits for {}", what, name, inTheWay.get());
                return ReconcileResult.update(repository).requeueAfter(IN_THE_WAY_PAUSE);
            }
        } catch (GoletaException e) {
            LOGGER.warn("{} of repository {} failed: {}", what, name, e.getMessage());
            say(repository, e.getMessage());
            return ReconcileResult.update(repository).requeueAfter(backoff.failed(name));
        }
        backoff.succeeded(name);
        LOGGER.info("{} of repository {} done", what, name);
        return ReconcileResult.update(repository).requeueAfter(untilDue(repository));
    }

    /** Frees space, and notes when. */
    void prune(ResticRepository repository, DataMover mover, Consumer<String> output) {
        mover.unlock();
        mover.maintain(output);
        boolean damaged = FAILED.equals(RepositoryFields.annotation(repository, VeleroApi.LAST_CHECK_RESULT));
        String message = damaged ? RepositoryFields.message(repository) : null;
        repository.setStatus(new ResticRepository.Status(ResticRepository.Phase.Ready, message, clock.instant()));
    }

    /**
     * Verifies, and notes the result.
     *
     * @return what is damaged; empty when nothing is
     * @throws GoletaException when it could not be verified
     */
    Optional<String> check(ResticRepository repository, DataMover mover, int percent, Consumer<String> output) {
        Optional<String> damage = Optional.empty();
        mover.unlock();
        try {
            mover.check(percent, output);
        } catch (GoletaException e) {
            if (e.isRetryable() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            damage = Optional.of(Objects.requireNonNullElse(e.getMessage(), "unknown damage"));
            LOGGER.error("repository {}: {}", repository.name(), damage.get());
        }
        RepositoryFields.annotate(
                repository, VeleroApi.LAST_CHECK_TIME, clock.instant().toString());
        RepositoryFields.annotate(repository, VeleroApi.LAST_CHECK_RESULT, damage.isPresent() ? FAILED : PASSED);
        say(repository, damage.orElse(null));
        return damage;
    }

    private static void say(ResticRepository repository, @Nullable String message) {
        repository.setStatus(new ResticRepository.Status(
                ResticRepository.Phase.Ready, message, RepositoryFields.lastMaintenance(repository)));
    }
}
