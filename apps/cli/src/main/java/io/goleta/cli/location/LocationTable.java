package io.goleta.cli.location;

import io.goleta.cli.output.TableView;
import io.goleta.cli.output.Times;
import io.goleta.spi.item.KubernetesObject;
import java.time.Clock;
import java.util.List;

/** Backup storage locations. */
public final class LocationTable implements TableView {
    private static final String UNKNOWN = "Unknown";

    private final Times times;

    /** @param clock its zone is the user's */
    public LocationTable(Clock clock) {
        this.times = new Times(clock);
    }

    @Override
    public List<String> headers() {
        return List.of("NAME", "PROVIDER", "BUCKET/PREFIX", "PHASE", "LAST VALIDATED", "ACCESS MODE", "DEFAULT");
    }

    @Override
    public List<String> row(KubernetesObject location) {
        String bucket = location.string("spec", "objectStorage", "bucket").orElse("");
        String prefix = location.string("spec", "objectStorage", "prefix").orElse("");
        return List.of(
                location.name(),
                location.string("spec", "provider").orElse(""),
                prefix.isEmpty() ? bucket : bucket + "/" + prefix,
                location.string("status", "phase").orElse(UNKNOWN),
                Times.parse(location.string("status", "lastValidationTime"))
                        .map(times::local)
                        .orElse(UNKNOWN),
                location.string("spec", "accessMode").orElse("ReadWrite"),
                location.isTrue("spec", "default") ? "true" : "");
    }
}
