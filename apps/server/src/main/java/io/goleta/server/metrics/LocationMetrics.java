package io.goleta.server.metrics;

import io.goleta.core.api.BackupStorageLocation;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;

/** Which storage locations can be used. */
public final class LocationMetrics implements MetricSource {
    private final Supplier<List<BackupStorageLocation>> known;

    /**
     * @param known all locations of this installation, as last seen
     */
    @Inject
    LocationMetrics(Supplier<List<BackupStorageLocation>> known) {
        this.known = known;
    }

    @Override
    public void register(PrometheusRegistry registry) {
        new Meters(registry)
                .gauge(
                        "velero_backup_location_status_gauge",
                        "Whether a storage location can be used: 1 or 0",
                        callback -> known.get()
                                .forEach(location -> callback.call(isAvailable(location) ? 1 : 0, location.name())),
                        "backup_location_name");
    }

    private static boolean isAvailable(BackupStorageLocation location) {
        return "Available".equals(location.status().phase());
    }
}
