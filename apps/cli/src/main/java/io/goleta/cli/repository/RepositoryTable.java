package io.goleta.cli.repository;

import io.goleta.cli.output.Cells;
import io.goleta.cli.output.TableView;
import io.goleta.cli.output.Times;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.util.List;

/** restic repositories. */
public final class RepositoryTable implements TableView {
    private final Times times;

    /** @param clock its zone is the user's */
    public RepositoryTable(Clock clock) {
        this.times = new Times(clock);
    }

    @Override
    public List<String> headers() {
        return List.of("NAME", "STATUS", "LAST MAINTENANCE");
    }

    @Override
    public List<String> row(KubernetesObject repository) {
        return List.of(
                repository.name(),
                Cells.phase(repository),
                Times.parse(repository.string("status", "lastMaintenanceTime"))
                        .map(times::local)
                        .orElse("<never>"));
    }
}
