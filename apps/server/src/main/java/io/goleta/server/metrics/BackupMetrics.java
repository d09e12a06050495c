package io.goleta.server.metrics;

import io.goleta.core.api.Backup;
import io.goleta.server.controller.ReconcileResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Counts backups, by their schedule; the empty one stands for backups that were made by hand. */
@Singleton
public final class BackupMetrics implements Observed.Observer<Backup> {
    private static final String SCHEDULE = "schedule";

    private final Supplier<List<Backup>> known;
    private final ToLongFunction<Backup> archiveSize;
    private final Counter attempts;
    private final Counter successes;
    private final Counter partialFailures;
    private final Counter failures;
    private final Counter refusals;
    private final Histogram durations;
    private final Gauge items;
    private final Gauge errors;
    private final Gauge warnings;
    private final Gauge size;

    /**
     * @param known all backups of this installation, as last seen
     * @param archiveSize of a backup in the bucket, in bytes; negative when it is not known
     */
    @Inject
    public BackupMetrics(
            PrometheusRegistry registry, Supplier<List<Backup>> known, ToLongFunction<Backup> archiveSize) {
        this.known = known;
        this.archiveSize = archiveSize;
        Meters meters = new Meters(registry);
        attempts = meters.counter("velero_backup_attempt_total", "Backups begun", SCHEDULE);
        successes = meters.counter("velero_backup_success_total", "Backups completed", SCHEDULE);
        partialFailures = meters.counter("velero_backup_partial_failure_total", "Backups partially failed", SCHEDULE);
        failures = meters.counter("velero_backup_failure_total", "Backups failed", SCHEDULE);
        refusals = meters.counter("velero_backup_validation_failure_total", "Backups refused", SCHEDULE);
        durations = meters.durations("velero_backup_duration_seconds", "How long backups took", SCHEDULE);
        items = meters.gauge("velero_backup_items_total", "Objects in the last backup", SCHEDULE);
        errors = meters.gauge("velero_backup_items_errors", "Errors of the last backup", SCHEDULE);
        warnings = meters.gauge("velero_backup_warning_total", "Warnings of the last backup", SCHEDULE);
        size = meters.gauge("velero_backup_tarball_size_bytes", "Size of the last backup's archive", SCHEDULE);
        meters.gauge("velero_backup_total", "Backups that exist", this::countAll);
        meters.gauge(
                "velero_backup_last_successful_timestamp",
                "When the last completed backup ended, in seconds since 1970",
                this::lastSuccesses,
                SCHEDULE);
        meters.gauge(
                "velero_backup_last_status",
                "Whether the last backup that ended was completed: 1 or 0",
                this::lastResults,
                SCHEDULE);
    }

    @Override
    public Consumer<ReconcileResult<Backup>> look(Backup backup) {
        Backup.Phase before = phase(backup);
        return outcome ->
                outcome.update().filter(after -> phase(after) != before).ifPresent(this::count);
    }

    private void count(Backup backup) {
        String schedule = schedule(backup);
        switch (phase(backup)) {
            case InProgress -> attempts.labelValues(schedule).inc();
            case FailedValidation -> refusals.labelValues(schedule).inc();
            case Failed -> ended(failures, backup);
            case PartiallyFailed -> ended(partialFailures, backup);
            case Completed -> ended(successes, backup);
            default -> {}
        }
    }

    private void ended(Counter how, Backup backup) {
        String schedule = schedule(backup);
        Backup.Status status = backup.status();
        how.labelValues(schedule).inc();
        durations.labelValues(schedule).observe(Meters.seconds(status.startTimestamp(), status.completionTimestamp()));
        errors.labelValues(schedule).set(Objects.requireNonNullElse(status.errors(), 0));
        warnings.labelValues(schedule).set(Objects.requireNonNullElse(status.warnings(), 0));
        if (status.progress() != null) {
            items.labelValues(schedule).set(status.progress().itemsBackedUp());
        }
        long bytes = how == failures ? -1 : archiveSize.applyAsLong(backup);
        if (bytes >= 0) {
            size.labelValues(schedule).set(bytes);
        }
    }

    private void countAll(GaugeWithCallback.Callback callback) {
        callback.call(known.get().size());
    }

    private void lastSuccesses(GaugeWithCallback.Callback callback) {
        Map<String, Instant> last = new TreeMap<>();
        known.get().stream()
                .filter(backup -> phase(backup) == Backup.Phase.Completed)
                .forEach(backup -> last.merge(schedule(backup), end(backup), BackupMetrics::later));
        last.forEach((schedule, end) -> callback.call(end.getEpochSecond(), schedule));
    }

    private void lastResults(GaugeWithCallback.Callback callback) {
        Map<String, Backup> last = new TreeMap<>();
        known.get().stream()
                .filter(backup -> phase(backup).isTerminal())
                .forEach(backup -> last.merge(
                        schedule(backup), backup, (one, other) -> end(one).isAfter(end(other)) ? one : other));
        last.forEach((schedule, backup) -> callback.call(phase(backup) == Backup.Phase.Completed ? 1 : 0, schedule));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant end(Backup backup) {
        return Objects.requireNonNullElse(backup.status().completionTimestamp(), Instant.EPOCH);
    }

    private static String schedule(Backup backup) {
        return BackupSchedules.of(backup);
    }

    private static Backup.Phase phase(Backup backup) {
        return Objects.requireNonNullElse(backup.status().phase(), Backup.Phase.New);
    }
}
