package io.goleta.server.metrics;

import io.goleta.core.coverage.VolumeCoverage;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Supplier;

/** Which volumes are protected; also under the name that velero-pvc-watcher made known. */
public final class CoverageMetrics implements MetricSource {
    private final Supplier<List<VolumeCoverage>> coverage;

    @Inject
    CoverageMetrics(CoverageWatch coverage) {
        this((Supplier<List<VolumeCoverage>>) coverage);
    }

    /** @param coverage asked by every scrape; must answer at once */
    CoverageMetrics(Supplier<List<VolumeCoverage>> coverage) {
        this.coverage = coverage;
    }

    @Override
    public void register(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        meters.gauge(
                "backupmonitor_missing",
                "Persistent volume claims that are neither backed up nor excluded: 1",
                callback -> coverage.get().stream()
                        .filter(volume -> volume.kind().equals("PersistentVolumeClaim")
                                && volume.state().isTrouble())
                        .forEach(volume -> callback.call(1, volume.namespace(), volume.name())),
                "namespace",
                "pvc_name");
        meters.gauge(
                "goleta_volume_last_backup_timestamp_seconds",
                "When the newest backup of a volume was over; 0 when none holds it, and then the state says why",
                callback -> coverage.get()
                        .forEach(volume -> callback.call(
                                seconds(volume.time()),
                                volume.namespace(),
                                volume.kind(),
                                volume.name(),
                                volume.volume(),
                                volume.state().word(),
                                volume.backup())),
                "namespace",
                "kind",
                "name",
                "volume",
                "state",
                "backup");
    }

    private static double seconds(String time) {
        try {
            return time.isEmpty() ? 0 : Instant.parse(time).getEpochSecond();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
