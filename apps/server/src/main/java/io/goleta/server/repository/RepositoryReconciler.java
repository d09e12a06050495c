package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.podvolume.RepositoryIdentifier;
import io.goleta.server.controller.KeyedBackoff;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.GoDuration;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.WrongPasswordException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a repository ready, keeps trying while it is not, prunes and verifies it on schedule, and does what its annotations ask
 * for. One that is ready and not due is left alone: no request goes to its bucket.
 *
 * <p>A repository is created only while a backup is under way. For a restore, an empty one would hide that the data is gone.
 */
public final class RepositoryReconciler implements Reconciler<ResticRepository> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryReconciler.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    // Each try costs a handful of requests. What usually heals a repository, a location that is back or was edited and
    // a backup that wants it, is an event, and needs no polling.
    private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    // Long enough for the restore that asked to read why; short, so that the next backup starts afresh.
    private static final Duration MISSING = Duration.ofSeconds(30);

    private final StorageLocations locations;
    private final RepositoryAccess access;
    private final RepositoryKeyChanges keys;
    private final RepositoryUsage use;
    private final MaintenanceSchedule schedule;
    private final RepositoryMaintenance upkeep;
    private final RepositoryRequests requests;
    private final Clock clock;
    private final KeyedBackoff backoff = new KeyedBackoff(FIRST_PAUSE, LONGEST_PAUSE);

    @Inject
    public RepositoryReconciler(
            StorageLocations locations,
            RepositoryAccess access,
            RepositoryKeyChanges keys,
            RepositoryUsage use,
            MaintenanceSchedule schedule,
            Clock clock) {
        this(locations, access, keys, use, schedule, clock, ExclusiveRepositoryTask.CHECK_INTERVAL);
    }

    RepositoryReconciler(
            StorageLocations locations,
            RepositoryAccess access,
            RepositoryKeyChanges keys,
            RepositoryUsage use,
            MaintenanceSchedule schedule,
            Clock clock,
            Duration checkInterval) {
        this.locations = locations;
        this.access = access;
        this.keys = keys;
        this.use = use;
        this.schedule = schedule;
        this.clock = clock;
        ExclusiveRepositoryTask work = new ExclusiveRepositoryTask(access, use, checkInterval);
        this.upkeep = new RepositoryMaintenance(work, schedule, clock);
        this.requests = new RepositoryRequests(work, upkeep, access, keys, clock);
    }

    @Override
    public ReconcileResult<ResticRepository> reconcile(ResticRepository repository, Progress<ResticRepository> progress)
            throws InterruptedException {
        List<String> complaints = MaintenanceSchedule.complaints(repository);
        ReconcileResult<ResticRepository> result = bringNearer(repository, progress);
        result.update().ifPresent(changed -> RepositoryFields.complain(changed, complaints));
        return result;
    }

    private ReconcileResult<ResticRepository> bringNearer(
            ResticRepository repository, Progress<ResticRepository> progress) throws InterruptedException {
        RepositoryFields.takeOff(repository, VeleroApi.CHECK_REQUESTED); // what follows answers it
        Optional<BackupStorageLocation> location = locations.find(RepositoryFields.location(repository));
        if (location.isEmpty()) {
            return notReady(
                    repository, "backup storage location " + RepositoryFields.location(repository) + " not found");
        }
        complete(repository, location.get());
        if (RepositoryFields.phase(repository) != ResticRepository.Phase.Ready) {
            return makeReady(repository, location.get());
        }
        if (RepositoryRequests.isAsked(repository)) {
            return !location.get().spec().allowsWriting()
                    ? refused(repository, "storage location " + RepositoryFields.location(repository) + " is read-only")
                    : requests.carryOut(repository, location.get(), progress);
        }
        return !location.get().spec().allowsWriting()
                ? ReconcileResult.update(repository).requeueAfter(MaintenanceSchedule.LOOK_AGAIN)
                : upkeep.look(repository, location.get());
    }

    /** A location that was edited may lead to another repository, of which nothing is known yet. */
    private void complete(ResticRepository repository, BackupStorageLocation location) {
        ResticRepository.Spec spec = repository.spec();
        String before = Objects.requireNonNullElse(spec.resticIdentifier(), "");
        String now = RepositoryIdentifier.of(
                location.spec(), RepositoryFields.dataMover(repository), RepositoryFields.namespace(repository));
        repository.setSpec(new ResticRepository.Spec(
                spec.volumeNamespace(),
                spec.backupStorageLocation(),
                now,
                MaintenanceSchedule.isReadable(spec.maintenanceFrequency())
                        ? GoDuration.format(schedule.pruneFrequency(spec))
                        : spec.maintenanceFrequency()));
        if (!before.isEmpty() && !before.equals(now)) {
            LOGGER.info("repository {} is now at {}, was at {}", repository.name(), now, before);
            backoff.succeeded(repository.name());
            repository.setStatus(new ResticRepository.Status(ResticRepository.Phase.New, null, null));
        }
    }

    private ReconcileResult<ResticRepository> makeReady(ResticRepository repository, BackupStorageLocation location)
            throws InterruptedException {
        RepositoryAddress address = RepositoryFields.address(repository, location);
        boolean create = location.spec().allowsWriting() && use.isBackingUp(RepositoryFields.location(repository));
        try {
            if (!create && !access.exists(address)) {
                return missing(repository);
            }
            open(address, create);
        } catch (GoletaException e) {
            ExclusiveRepositoryTask.throwIfInterrupted();
            return notReady(repository, String.valueOf(e.getMessage()));
        }
        backoff.succeeded(repository.name());
        LOGGER.info("repository {} is ready", repository.name());
        Instant pruned = Objects.requireNonNullElse(RepositoryFields.lastMaintenance(repository), clock.instant());
        repository.setStatus(new ResticRepository.Status(ResticRepository.Phase.Ready, null, pruned));
        return ReconcileResult.update(repository).requeueAfter(upkeep.untilDue(repository));
    }

    private void open(RepositoryAddress address, boolean create) {
        try (DataMover mover = access.open(address)) {
            if (create) {
                mover.prepare();
            } else {
                mover.connect();
            }
        } catch (WrongPasswordException e) {
            if (!keys.adopt(address)) {
                throw e;
            }
        }
    }

    private ReconcileResult<ResticRepository> missing(ResticRepository repository) {
        boolean neverWasReady = RepositoryFields.lastMaintenance(repository) == null;
        if (neverWasReady && RepositoryFields.phase(repository) == ResticRepository.Phase.NotReady) {
            return ReconcileResult.deleted();
        }
        ReconcileResult<ResticRepository> outcome = notReady(
                repository,
                "there is no repository at " + repository.spec().resticIdentifier() + "; the first backup of namespace "
                        + RepositoryFields.namespace(repository) + " creates it");
        return neverWasReady ? outcome.requeueAfter(MISSING) : outcome;
    }

    private ReconcileResult<ResticRepository> notReady(ResticRepository repository, String message) {
        requests.refuse(repository, message);
        repository.setStatus(new ResticRepository.Status(
                ResticRepository.Phase.NotReady, message, RepositoryFields.lastMaintenance(repository)));
        return ReconcileResult.update(repository).requeueAfter(backoff.failed(repository.name()));
    }

    private ReconcileResult<ResticRepository> refused(ResticRepository repository, String reason) {
        requests.refuse(repository, reason);
        return ReconcileResult.update(repository).requeueAfter(MaintenanceSchedule.LOOK_AGAIN);
    }
}
