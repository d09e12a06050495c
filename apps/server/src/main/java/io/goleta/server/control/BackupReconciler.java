package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.backup.BackupReport;
import io.goleta.core.backup.BackupRequest;
import io.goleta.core.run.ProgressReporter;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.location.StorageLocations;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a backup from New over InProgress to its end. A backup found InProgress is simply run: either its turn has just
 * come, or the server died in the middle of it.
 */
public final class BackupReconciler implements Reconciler<Backup> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackupReconciler.class);

    private final StorageLocations locations;
    private final BackupAdmission admission;
    private final RunStarts starts;
    private final RunAttempts attempts;
    private final BackupEngine engine;
    private final Duration volumeTimeout;
    private final Clock clock;

    /** Makes one backup; the engine of {@code core.backup}, wired for this process. */
    @FunctionalInterface
    public interface BackupEngine {
        /** See {@code BackupRun.execute}. */
        BackupReport execute(BackupRequest request, ProgressReporter.Listener progress);
    }

    /**
     * @param volumeTimeout how long a backup waits for its volumes unless it says so itself
     */
    @Inject
    public BackupReconciler(
            StorageLocations locations,
            BackupAdmission admission,
            RunStarts starts,
            RunAttempts attempts,
            BackupEngine engine,
            @Named("fs-backup-timeout") Duration volumeTimeout,
            Clock clock) {
        this.locations = locations;
        this.admission = admission;
        this.starts = starts;
        this.attempts = attempts;
        this.engine = engine;
        this.volumeTimeout = volumeTimeout;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<Backup> reconcile(Backup backup, Progress<Backup> progress) throws InterruptedException {
        Backup.Phase phase = Objects.requireNonNullElse(backup.status().phase(), Backup.Phase.New);
        return switch (phase) {
            case New -> ReconcileResult.update(admission.admit(backup));
            case InProgress -> run(backup, progress);
            default -> ReconcileResult.done();
        };
    }

    private ReconcileResult<Backup> run(Backup backup, Progress<Backup> progress) throws InterruptedException {
        Backup.Status end = starts.execute(
                backup,
                progress,
                () -> execute(backup, progress),
                reason -> backup.status().failed(clock.instant(), reason));
        LOGGER.info("backup {} {}", backup.name(), end.phase());
        backup.setStatus(end);
        return ReconcileResult.update(backup);
    }

    private Backup.Status execute(Backup backup, Progress<Backup> progress) throws InterruptedException {
        Backup.Status status = backup.status();
        return attempts.attempt(
                "backup",
                backup,
                scratch -> {
                    BackupReport report = engine.execute(request(backup, scratch), (total, done) -> {
                        backup.setStatus(status.withProgress(new Backup.Progress(total, done)));
                        progress.report(backup);
                    });
                    return status.finished(
                            report.phase(),
                            clock.instant(),
                            report.warnings(),
                            report.errors(),
                            report.items(),
                            report.items());
                },
                reason -> status.failed(clock.instant(), reason));
    }

    private BackupRequest request(Backup backup, Path scratch) {
        var location = locations.get(Objects.requireNonNullElse(backup.spec().storageLocation(), ""));
        return new BackupRequest(
                RunStarts.published(backup),
                backup.spec(),
                location.name(),
                locations.catalog(location),
                PodVolumeTimeout.of(backup, volumeTimeout),
                scratch);
    }
}
