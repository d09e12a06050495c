package io.goleta.cli.schedule;

import io.goleta.cli.output.Cells;
import io.goleta.cli.output.TableView;
import io.goleta.cli.output.Times;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.util.List;

/** Schedules. */
public final class ScheduleTable implements TableView {
    private final Times times;

    /** @param clock for the age of the last backup */
    public ScheduleTable(Clock clock) {
        this.times = new Times(clock);
    }

    @Override
    public List<String> headers() {
        return List.of("NAME", "STATUS", "CREATED", "SCHEDULE", "BACKUP TTL", "LAST BACKUP", "SELECTOR", "PAUSED");
    }

    @Override
    public List<String> row(KubernetesObject schedule) {
        return List.of(
                schedule.name(),
                Cells.phase(schedule),
                Cells.time(times, schedule.string("metadata", "creationTimestamp")),
                schedule.string("spec", "schedule").orElse(""),
                schedule.string("spec", "template", "ttl").orElse("0s"),
                Times.parse(schedule.string("status", "lastBackup"))
                        .map(times::fromNow)
                        .orElse("n/a"),
                Cells.selector(schedule, "spec", "template", "labelSelector"),
                schedule.get("spec", "paused").map(Object::toString).orElse("false"));
    }
}
