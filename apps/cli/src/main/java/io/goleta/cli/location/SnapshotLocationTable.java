package io.goleta.cli.location;

import io.goleta.cli.output.TableView;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;

/** Volume snapshot locations. */
public final class SnapshotLocationTable implements TableView {
    @Override
    public List<String> headers() {
        return List.of("NAME", "PROVIDER");
    }

    @Override
    public List<String> row(KubernetesObject location) {
        return List.of(location.name(), location.string("spec", "provider").orElse(""));
    }
}
