package io.goleta.server.schedule;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Schedule;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.Cluster;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the backups of schedules. A schedule that was due while no server ran, several times perhaps, is made up for once. No
 * backup is created while an earlier one of the same schedule is under way; it follows when that has ended.
 */
public final class ScheduleReconciler implements Reconciler<Schedule> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ScheduleReconciler.class);
    /** Bounds what a change of the machine's clock can delay. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration WHILE_UNDER_WAY = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final Supplier<List<Backup>> backups;
    private final boolean skipImmediately;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param backups all backups of this installation, as last seen
     * @param skipImmediately for schedules that do not say it themselves
     * @param zone of schedules that name none
     */
    @Inject
    public ScheduleReconciler(
            Cluster cluster,
            Supplier<List<Backup>> backups,
            @Named("schedule-skip-immediately") boolean skipImmediately,
            ZoneId zone,
            Clock clock) {
        this.cluster = cluster;
        this.backups = backups;
        this.skipImmediately = skipImmediately;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<Schedule> reconcile(Schedule schedule, Progress<Schedule> progress) {
        Recurrence recurrence;
        try {
            recurrence = recurrence(schedule);
        } catch (GoletaException e) {
            return refused(schedule, e.getMessage());
        }
        Schedule.Status status = schedule.status();
        schedule.setStatus(
                new Schedule.Status(Schedule.Phase.Enabled, status.lastBackup(), status.lastSkipped(), List.of()));
        if (Boolean.TRUE.equals(schedule.spec().paused())) {
            return ReconcileResult.update(schedule);
        }
        skipOnce(schedule);
        Instant now = clock.instant();
        Optional<Instant> due = recurrence.latest(base(schedule), now);
        if (due.isPresent() && isUnderWay(schedule)) {
            LOGGER.info("schedule {} is due, but its last backup is still under way", schedule.name());
            return ReconcileResult.update(schedule).requeueAfter(WHILE_UNDER_WAY);
        }
        if (due.isPresent()) {
            create(schedule, due.get());
            schedule.setStatus(new Schedule.Status(
                    Schedule.Phase.Enabled, now, schedule.status().lastSkipped(), List.of()));
        }
        return ReconcileResult.update(schedule).requeueAfter(wait(recurrence, base(schedule), now));
    }

    private Recurrence recurrence(Schedule schedule) {
        String expression = Objects.requireNonNullElse(schedule.spec().schedule(), "");
        if (expression.isBlank()) {
            throw new GoletaException(Fault.USER, "Schedule must be a non-empty valid Cron expression");
        }
        try {
            return Recurrence.parse(expression, zone);
        } catch (GoletaException e) {
            throw new GoletaException(e.fault(), "invalid schedule: " + e.getMessage(), e);
        }
    }

    private static ReconcileResult<Schedule> refused(Schedule schedule, String reason) {
        Schedule.Status status = schedule.status();
        schedule.setStatus(new Schedule.Status(
                Schedule.Phase.FailedValidation, status.lastBackup(), status.lastSkipped(), List.of(reason)));
        return ReconcileResult.update(schedule);
    }

    private void skipOnce(Schedule schedule) {
        Schedule.Spec spec = schedule.spec();
        if (Objects.requireNonNullElse(spec.skipImmediately(), skipImmediately)) {
            schedule.setSpec(new Schedule.Spec(
                    spec.template(), spec.schedule(), spec.useOwnerReferencesInBackup(), spec.paused(), false));
            schedule.setStatus(new Schedule.Status(
                    Schedule.Phase.Enabled, schedule.status().lastBackup(), clock.instant(), List.of()));
        }
    }

    /** What the next run is counted from. */
    private Instant base(Schedule schedule) {
        return Stream.of(schedule.status().lastBackup(), schedule.status().lastSkipped())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .or(schedule::created)
                .orElseGet(clock::instant);
    }

    private boolean isUnderWay(Schedule schedule) {
        return backups.get().stream()
                .filter(backup -> ScheduledBackup.isOf(schedule, backup))
                .anyMatch(backup -> {
                    Backup.@Nullable Phase phase = backup.status().phase();
                    return phase == null || !phase.isTerminal() && phase != Backup.Phase.Deleting;
                });
    }

    private void create(Schedule schedule, Instant due) {
        Backup backup = ScheduledBackup.of(schedule, due);
        try {
            cluster.create(backup);
            LOGGER.info("schedule {} is due; created backup {}", schedule.name(), backup.name());
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
            LOGGER.info("schedule {}: backup {} exists already", schedule.name(), backup.name());
        }
    }

    private static Duration wait(Recurrence recurrence, Instant base, Instant now) {
        Duration left = recurrence
                .next(base)
                .map(next -> Duration.between(now, next))
                .filter(Duration::isPositive)
                .orElse(LONGEST_WAIT);
        return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    }
}
