package io.goleta.server.metrics;

import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.server.controller.ReconcileResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.function.Consumer;

/** Counts deletions of backups, by their schedule. */
@Singleton
public final class DeletionMetrics implements Observed.Observer<DeleteBackupRequest> {
    private static final String SCHEDULE = "schedule";
    private static final String PROCESSED = "Processed";

    private final BackupSchedules schedules;
    private final Counter attempts;
    private final Counter successes;
    private final Counter failures;

    /**
     * @param schedules from the name of a backup to its schedule
     */
    @Inject
    public DeletionMetrics(PrometheusRegistry registry, BackupSchedules schedules) {
        this.schedules = schedules;
        Meters meters = new Meters(registry);
        attempts = meters.counter("velero_backup_deletion_attempt_total", "Deletions of backups begun", SCHEDULE);
        successes = meters.counter("velero_backup_deletion_success_total", "Backups deleted", SCHEDULE);
        failures = meters.counter("velero_backup_deletion_failure_total", "Deletions of backups failed", SCHEDULE);
    }

    @Override
    public Consumer<ReconcileResult<DeleteBackupRequest>> look(DeleteBackupRequest request) {
        if (phase(request).equals(PROCESSED)) {
            return outcome -> {};
        }
        String backup = Objects.requireNonNullElse(request.spec().backupName(), "");
        String schedule = schedules.of(backup); // afterwards it is gone
        return outcome -> {
            if (outcome.delete()) {
                count(successes, schedule);
            } else if (outcome.update()
                    .filter(after -> phase(after).equals(PROCESSED))
                    .isPresent()) {
                count(failures, schedule);
            }
        };
    }

    private void count(Counter how, String schedule) {
        attempts.labelValues(schedule).inc();
        how.labelValues(schedule).inc();
    }

    private static String phase(DeleteBackupRequest request) {
        return Objects.requireNonNullElse(request.status().phase(), "");
    }
}
