package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.restore.RestoreReport;
import io.goleta.core.restore.RestoreRequest;
import io.goleta.core.run.ProgressReporter;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a restore from New over InProgress to its end. A restore found InProgress is simply run: either its turn has just
 * come, or the server died in the middle of it.
 */
public final class RestoreReconciler implements Reconciler<Restore> {
    private static final Logger LOGGER = LoggerFactory.getLogger(RestoreReconciler.class);

    private final Cluster cluster;
    private final StorageLocations locations;
    private final RestoreAdmission admission;
    private final RestoreRemoval removal;
    private final RunStarts starts;
    private final RunAttempts attempts;
    private final RestoreEngine engine;
    private final Timeouts timeouts;
    private final Clock clock;

    /** Makes one restore; the engine of {@code core.restore}, wired for this process. */
    @FunctionalInterface
    public interface RestoreEngine {
        /** See {@code RestoreRun.execute}. */
        RestoreReport execute(RestoreRequest request, ProgressReporter.Listener progress);
    }

    /**
     * How long a restore waits.
     *
     * @param volumes for all its volumes, unless it says so itself
     * @param terminating for a namespace or volume that is being deleted
     */
    public record Timeouts(Duration volumes, Duration terminating) {}

    @Inject
    public RestoreReconciler(
            Cluster cluster,
            StorageLocations locations,
            RestoreAdmission admission,
            RestoreRemoval removal,
            RunStarts starts,
            RunAttempts attempts,
            RestoreEngine engine,
            Timeouts timeouts,
            Clock clock) {
        this.cluster = cluster;
        this.locations = locations;
        this.admission = admission;
        this.removal = removal;
        this.starts = starts;
        this.attempts = attempts;
        this.engine = engine;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<Restore> reconcile(Restore restore, Progress<Restore> progress) throws InterruptedException {
        if (removal.isAsked(restore)) {
            return removal.remove(restore);
        }
        Restore.Phase phase = Objects.requireNonNullElse(restore.status().phase(), Restore.Phase.New);
        return switch (phase) {
            case New -> ReconcileResult.update(admission.admit(restore));
            case InProgress -> run(restore, progress);
            default -> ReconcileResult.done();
        };
    }

    private ReconcileResult<Restore> run(Restore restore, Progress<Restore> progress) throws InterruptedException {
        Restore.Status end = starts.execute(
                restore,
                progress,
                () -> execute(restore, progress),
                reason -> restore.status().failed(clock.instant(), reason));
        LOGGER.info("restore {} {}", restore.name(), end.phase());
        restore.setStatus(end);
        return ReconcileResult.update(restore);
    }

    private Restore.Status execute(Restore restore, Progress<Restore> progress) throws InterruptedException {
        Restore.Status status = restore.status();
        return attempts.attempt(
                "restore",
                restore,
                scratch -> {
                    RestoreReport report = engine.execute(request(restore, scratch), (total, done) -> {
                        restore.setStatus(status.withProgress(new Restore.Progress(total, done)));
                        progress.report(restore);
                    });
                    return status.finished(
                                    report.phase(), clock.instant(), report.warnings(), report.errors(), report.items())
                            .because(report.unpublished());
                },
                reason -> status.failed(clock.instant(), reason));
    }

    private RestoreRequest request(Restore restore, Path scratch) {
        String backupName = Objects.requireNonNullElse(restore.spec().backupName(), "");
        Backup backup = cluster.get(VeleroKind.BACKUP, restore.namespace(), backupName)
                .orElseThrow(
                        () -> new GoletaException(Fault.USER, "backup " + backupName + " does not exist any more"));
        var location = locations.get(Objects.requireNonNullElse(backup.spec().storageLocation(), ""));
        return new RestoreRequest(
                RunStarts.published(restore),
                restore.spec(),
                location.name(),
                locations.catalog(location),
                PodVolumeTimeout.of(restore, timeouts.volumes()),
                timeouts.terminating(),
                scratch);
    }
}
