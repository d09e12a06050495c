package io.goleta.cli.restore;

import io.goleta.cli.output.Cells;
import io.goleta.cli.output.TableView;
import io.goleta.cli.output.Times;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.util.List;

/** Restores. */
public final class RestoreTable implements TableView {
    private final Times times;

    /** @param clock its zone is the user's */
    public RestoreTable(Clock clock) {
        this.times = new Times(clock);
    }

    @Override
    public List<String> headers() {
        return List.of("NAME", "BACKUP", "STATUS", "STARTED", "COMPLETED", "ERRORS", "WARNINGS", "CREATED", "SELECTOR");
    }

    @Override
    public List<String> row(KubernetesObject restore) {
        return List.of(
                restore.name(),
                restore.string("spec", "backupName").orElse(""),
                Cells.phase(restore),
                Cells.time(times, restore.string("status", "startTimestamp")),
                Cells.time(times, restore.string("status", "completionTimestamp")),
                Cells.count(restore, "errors"),
                Cells.count(restore, "warnings"),
                Cells.time(times, restore.string("metadata", "creationTimestamp")),
                Cells.selector(restore, "spec", "labelSelector"));
    }
}
