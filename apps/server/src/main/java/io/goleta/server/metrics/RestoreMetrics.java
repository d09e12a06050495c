package io.goleta.server.metrics;

import io.goleta.core.api.Restore;
import io.goleta.server.controller.ReconcileResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Counts restores, by the schedule of their backup. */
@Singleton
public final class RestoreMetrics implements Observed.Observer<Restore> {
    private static final String SCHEDULE = "schedule";

    private final BackupSchedules schedules;
    private final Counter attempts;
    private final Counter successes;
    private final Counter partialFailures;
    private final Counter failures;
    private final Counter refusals;
    private final Histogram durations;

    /**
     * @param known all restores of this installation, as last seen
     * @param schedules from the name of a backup to its schedule
     */
    @Inject
    public RestoreMetrics(PrometheusRegistry registry, Supplier<List<Restore>> known, BackupSchedules schedules) {
        this.schedules = schedules;
        Meters meters = new Meters(registry);
        attempts = meters.counter("velero_restore_attempt_total", "Restores asked for", SCHEDULE);
        successes = meters.counter("velero_restore_success_total", "Restores completed", SCHEDULE);
        partialFailures = meters.counter("velero_restore_partial_failure_total", "Restores partially failed", SCHEDULE);
        failures = meters.counter("velero_restore_failed_total", "Restores failed", SCHEDULE);
        refusals = meters.counter("velero_restore_validation_failed_total", "Restores refused", SCHEDULE);
        durations = meters.durations("goleta_restore_duration_seconds", "How long restores took", SCHEDULE);
        meters.gauge(
                "velero_restore_total",
                "Restores that exist",
                callback -> callback.call(known.get().size()));
    }

    @Override
    public Consumer<ReconcileResult<Restore>> look(Restore restore) {
        Restore.Phase before = phase(restore);
        return outcome ->
                outcome.update().filter(after -> phase(after) != before).ifPresent(this::count);
    }

    private void count(Restore restore) {
        String schedule = schedule(restore);
        switch (phase(restore)) {
            case InProgress -> attempts.labelValues(schedule).inc();
            case FailedValidation -> {
                attempts.labelValues(schedule).inc();
                refusals.labelValues(schedule).inc();
            }
            case Failed -> ended(failures, restore, schedule);
            case PartiallyFailed -> ended(partialFailures, restore, schedule);
            case Completed -> ended(successes, restore, schedule);
            default -> {}
        }
    }

    private void ended(Counter how, Restore restore, String schedule) {
        Restore.Status status = restore.status();
        how.labelValues(schedule).inc();
        durations.labelValues(schedule).observe(Meters.seconds(status.startTimestamp(), status.completionTimestamp()));
    }

    private String schedule(Restore restore) {
        String named = Objects.requireNonNullElse(restore.spec().scheduleName(), "");
        return named.isEmpty()
                ? schedules.of(Objects.requireNonNullElse(restore.spec().backupName(), ""))
                : named;
    }

    private static Restore.Phase phase(Restore restore) {
        return Objects.requireNonNullElse(restore.status().phase(), Restore.Phase.New);
    }
}
