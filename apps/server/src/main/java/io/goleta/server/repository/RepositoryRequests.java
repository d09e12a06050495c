package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.RepositoryAnswer;
import io.goleta.core.api.RepositoryAnswer.State;
import io.goleta.core.api.RepositoryRequest;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroApi;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out operations requested in an annotation of a repository, and answers in a second one. The request stays until it is
 * answered for good, so it survives the end of this process.
 */
final class RepositoryRequests {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryRequests.class);
    private static final Duration IN_THE_WAY_PAUSE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;

    private final ExclusiveRepositoryTask work;
    private final RepositoryMaintenance upkeep;
    private final RepositoryAccess access;
    private final RepositoryKeyChanges keys;
    private final Clock clock;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    RepositoryRequests(
            ExclusiveRepositoryTask work,
            RepositoryMaintenance upkeep,
            RepositoryAccess access,
            RepositoryKeyChanges keys,
            Clock clock) {
        this.work = work;
        this.upkeep = upkeep;
        this.access = access;
        this.keys = keys;
        this.clock = clock;
    }

    static boolean isAsked(ResticRepository repository) {
        return !RepositoryFields.annotation(repository, VeleroApi.OPERATION_REQUESTED)
                .isBlank();
    }

    /** Gives a request that cannot be carried out its answer. */
    void refuse(ResticRepository repository, String reason) {
        if (isAsked(repository)) {
            answer(repository, State.Failed, reason);
            RepositoryFields.takeOff(repository, VeleroApi.OPERATION_REQUESTED);
        }
    }

    private void answer(ResticRepository repository, State state, String message) {
        String[] words = RepositoryFields.annotation(repository, VeleroApi.OPERATION_REQUESTED)
                .strip()
                .split("\\s+");
        answer(repository, words.length > 1 ? words[words.length - 1] : "", words[0], state, message);
    }

    ReconcileResult<ResticRepository> carryOut(
            ResticRepository repository, BackupStorageLocation location, Reconciler.Progress<ResticRepository> progress)
            throws InterruptedException {
        try {
            RepositoryRequest request =
                    RepositoryRequest.parse(RepositoryFields.annotation(repository, VeleroApi.OPERATION_REQUESTED));
            Job job = new Job(repository, location, progress, request);
            Optional<String> inTheWay = job.run();
            if (inTheWay.isPresent()) {
                job.answer(State.Waiting, inTheWay.get());
                return ReconcileResult.update(repository).requeueAfter(IN_THE_WAY_PAUSE);
            }
            failures.remove(repository.uid());
            RepositoryFields.takeOff(repository, VeleroApi.OPERATION_REQUESTED);
        } catch (GoletaException e) {
            ExclusiveRepositoryTask.throwIfInterrupted();
            LOGGER.warn("repository {}: {}", repository.name(), e.getMessage());
            if (e.isRetryable() && failures.merge(repository.uid(), 1, Integer::sum) < ATTEMPTS) {
                answer(repository, State.Waiting, e.getMessage() + "; it is tried again");
                return ReconcileResult.update(repository).requeueAfter(IN_THE_WAY_PAUSE);
            }
            failures.remove(repository.uid());
            refuse(repository, String.valueOf(e.getMessage()));
        }
        return ReconcileResult.update(repository).requeueAfter(upkeep.untilDue(repository));
    }

    private void answer(ResticRepository repository, String token, String operation, State state, String message) {
        RepositoryAnswer answer =
                new RepositoryAnswer(token, operation, state, clock.instant().toString(), message);
        RepositoryFields.annotate(repository, VeleroApi.OPERATION, answer.json());
    }

    /** One request on its way. */
    private final class Job {
        private final ResticRepository repository;
        private final BackupStorageLocation location;
        private final Reconciler.Progress<ResticRepository> progress;
        private final RepositoryRequest request;
        private final RepositoryOutput output;

        Job(
                ResticRepository repository,
                BackupStorageLocation location,
                Reconciler.Progress<ResticRepository> progress,
                RepositoryRequest request) {
            this.repository = repository;
            this.location = location;
            this.progress = progress;
            this.request = request;
            this.output = new RepositoryOutput(clock, line -> report(line));
        }

        Optional<String> run() throws InterruptedException {
            RepositoryAddress address = RepositoryFields.address(repository, location);
            if (request.operation() == RepositoryRequest.Operation.UNLOCK) {
                try (DataMover mover = access.open(address)) {
                    mover.unlock();
                }
                answer(State.Succeeded, "removed the locks of dead processes");
                return Optional.empty();
            }
            return work.attempt(address, mover -> {
                report("begun");
                carryOut(mover, address);
            });
        }

        private void carryOut(DataMover mover, RepositoryAddress address) {
            switch (request.operation()) {
                case PRUNE -> {
                    upkeep.prune(repository, mover, output);
                    answer(State.Succeeded, output.text());
                }
                case CHECK -> {
                    Optional<String> damage = upkeep.check(repository, mover, request.readDataPercent(), output);
                    answer(damage.isPresent() ? State.Failed : State.Succeeded, damage.orElseGet(output::text));
                }
                case ROTATE_KEY -> answer(State.Succeeded, keys.rotate(repository.name(), address));
                case UNLOCK -> mover.unlock();
            }
        }

        private void report(String line) {
            answer(State.Running, line);
            progress.report(repository);
        }

        void answer(State state, String message) {
            RepositoryRequests.this.answer(
                    repository, request.token(), request.operation().title(), state, message);
        }
    }
}
