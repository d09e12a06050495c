package io.goleta.server.control;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.RepositoryPhase;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.ResticRepositorySpec;
import io.goleta.core.api.ResticRepositoryStatus;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.volume.RepositoryIdentifier;
import io.goleta.server.loop.Outcome;
import io.goleta.server.loop.Reconciler;
import io.goleta.server.storage.RepositoryAccess;
import io.goleta.server.storage.StorageLocations;
import io.goleta.spi.GoDuration;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a repository ready, keeps trying while it is not, and prunes it on schedule. One that is ready and not due is left
 * alone: no request goes to its bucket.
 *
 * <p>A repository is created only while a backup is under way. For a restore, an empty one would hide that the data is gone.
 */
public final class ResticRepositoryReconciler implements Reconciler<ResticRepository> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResticRepositoryReconciler.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration PRUNE_PAUSE = Duration.ofMinutes(10);
    private static final Duration LONGEST_PRUNE_PAUSE = Duration.ofHours(24);
    // Long enough for the restore that asked to read why; short, so that the next backup starts afresh.
    private static final Duration MISSING = Duration.ofSeconds(30);

    private final StorageLocations locations;
    private final RepositoryAccess access;
    private final RunningBackups backups;
    private final MaintenanceSchedule schedule;
    private final Clock clock;
    private final GrowingPause pauses = new GrowingPause();

    /** Knows whether backups are being made right now. */
    @FunctionalInterface
    public interface RunningBackups {
        /** Whether one is InProgress in the location. */
        boolean in(String location);
    }

    /**
     * @param defaultFrequency how often to prune a repository that does not say so itself
     */
    public ResticRepositoryReconciler(
            StorageLocations locations,
            RepositoryAccess access,
            RunningBackups backups,
            Duration defaultFrequency,
            Clock clock) {
        this.locations = locations;
        this.access = access;
        this.backups = backups;
        this.schedule = new MaintenanceSchedule(defaultFrequency);
        this.clock = clock;
    }

    @Override
    public Outcome<ResticRepository> reconcile(ResticRepository repository, Progress<ResticRepository> progress)
            throws InterruptedException {
        takeOffRequest(repository);
        Optional<BackupStorageLocation> location = locations.find(location(repository));
        if (location.isEmpty()) {
            return notReady(repository, "backup storage location " + location(repository) + " not found");
        }
        repository.setSpec(completed(repository.getSpec(), location.get()));
        return phase(repository) == RepositoryPhase.Ready
                ? maintain(repository, location.get())
                : makeReady(repository, location.get());
    }

    /** What follows answers it. */
    private static void takeOffRequest(ResticRepository repository) {
        Map<String, String> annotations = new HashMap<>(
                Objects.requireNonNullElse(repository.getMetadata().getAnnotations(), Map.of()));
        if (annotations.remove(VeleroApi.CHECK_REQUESTED) != null) {
            repository.getMetadata().setAnnotations(annotations);
        }
    }

    private ResticRepositorySpec completed(ResticRepositorySpec spec, BackupStorageLocation location) {
        return new ResticRepositorySpec(
                spec.volumeNamespace(),
                spec.backupStorageLocation(),
                RepositoryIdentifier.of(location.getSpec(), namespace(spec)),
                GoDuration.format(schedule.frequency(spec)));
    }

    private Outcome<ResticRepository> makeReady(ResticRepository repository, BackupStorageLocation location)
            throws InterruptedException {
        String namespace = namespace(repository.getSpec());
        boolean create = !isReadOnly(location) && backups.in(location(repository));
        try {
            if (!create && !access.exists(location, namespace)) {
                return missing(repository);
            }
            try (DataMover mover = access.open(location, namespace)) {
                if (create) {
                    mover.prepare();
                } else {
                    mover.connect();
                }
            }
        } catch (GoletaException e) {
            throwIfInterrupted();
            return notReady(repository, String.valueOf(e.getMessage()));
        }
        pauses.succeeded(name(repository));
        LOGGER.info("repository {} is ready", name(repository));
        Instant pruned = Objects.requireNonNullElse(lastMaintenance(repository), clock.instant());
        repository.setStatus(new ResticRepositoryStatus(RepositoryPhase.Ready, null, pruned));
        return Outcome.update(repository).again(untilDue(repository));
    }

    private Outcome<ResticRepository> missing(ResticRepository repository) {
        boolean neverWasReady = lastMaintenance(repository) == null;
        if (neverWasReady && phase(repository) == RepositoryPhase.NotReady) {
            return Outcome.deleted();
        }
        Outcome<ResticRepository> outcome = notReady(
                repository,
                "there is no repository at " + repository.getSpec().resticIdentifier()
                        + "; the first backup of namespace " + namespace(repository.getSpec()) + " creates it");
        return neverWasReady ? outcome.again(MISSING) : outcome;
    }

    private Outcome<ResticRepository> notReady(ResticRepository repository, String message) {
        repository.setStatus(
                new ResticRepositoryStatus(RepositoryPhase.NotReady, message, lastMaintenance(repository)));
        return Outcome.update(repository).again(pauses.failed(name(repository), FIRST_PAUSE, LONGEST_PAUSE));
    }

    private Outcome<ResticRepository> maintain(ResticRepository repository, BackupStorageLocation location)
            throws InterruptedException {
        if (untilDue(repository).isPositive() || isReadOnly(location)) {
            return Outcome.update(repository)
                    .again(isReadOnly(location) ? MaintenanceSchedule.LOOK_AGAIN : untilDue(repository));
        }
        if (backups.in(location(repository))) {
            return Outcome.update(repository).again(PRUNE_PAUSE); // restic would lock the backup's volumes out
        }
        String name = name(repository);
        try (DataMover mover = access.open(location, namespace(repository.getSpec()))) {
            mover.unlock();
            mover.maintain();
        } catch (GoletaException e) {
            throwIfInterrupted();
            LOGGER.warn("repository {} not pruned: {}", name, e.getMessage());
            repository.setStatus(
                    new ResticRepositoryStatus(RepositoryPhase.Ready, e.getMessage(), lastMaintenance(repository)));
            return Outcome.update(repository).again(pauses.failed(name(repository), PRUNE_PAUSE, LONGEST_PRUNE_PAUSE));
        }
        pauses.succeeded(name);
        LOGGER.info("repository {} pruned", name);
        repository.setStatus(new ResticRepositoryStatus(RepositoryPhase.Ready, null, clock.instant()));
        return Outcome.update(repository).again(untilDue(repository));
    }

    private Duration untilDue(ResticRepository repository) {
        return schedule.untilDue(repository.getSpec(), lastMaintenance(repository), clock.instant());
    }

    private static @Nullable Instant lastMaintenance(ResticRepository repository) {
        return repository.getStatus() == null ? null : repository.getStatus().lastMaintenanceTime();
    }

    private static RepositoryPhase phase(ResticRepository repository) {
        return repository.getStatus() == null
                ? RepositoryPhase.New
                : Objects.requireNonNullElse(repository.getStatus().phase(), RepositoryPhase.New);
    }

    private static boolean isReadOnly(BackupStorageLocation location) {
        return "ReadOnly".equals(location.getSpec().accessMode());
    }

    private static String name(ResticRepository repository) {
        return repository.getMetadata().getName();
    }

    private static String location(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.getSpec().backupStorageLocation(), "");
    }

    private static String namespace(ResticRepositorySpec spec) {
        return Objects.requireNonNullElse(spec.volumeNamespace(), "");
    }

    /** Work that was cut off by the end of the process says nothing about the repository. */
    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
