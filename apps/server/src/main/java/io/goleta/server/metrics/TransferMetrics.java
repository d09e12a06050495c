package io.goleta.server.metrics;

import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeProgress;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.server.controller.ReconcileResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the volumes that a node's agent moves. Velero's labels backupName and pod_volume_backup are left out: with a new
 * value for every volume of every backup they would grow without end.
 */
@Singleton
public final class TransferMetrics {
    private static final String BACKUP = "backup";
    private static final String RESTORE = "restore";

    private final String node;
    private final Gauge begun;
    private final Gauge completed;
    private final Histogram latency;
    private final Gauge lastLatency;
    private final Counter moves;
    private final Counter bytes;

    /**
     * @param node the agent's own
     */
    @Inject
    public TransferMetrics(PrometheusRegistry registry, @Named("node-name") String node) {
        this.node = node;
        Meters meters = new Meters(registry);
        // Gauges, because a counter's name would have to end with _total, and these do not in Velero.
        begun = meters.gauge(
                "restic_pod_volume_backup_enqueue_count", "Backups of volumes begun since the start", "node");
        completed = meters.gauge(
                "restic_pod_volume_backup_dequeue_count", "Backups of volumes completed since the start", "node");
        latency = meters.durations(
                "restic_restic_operation_latency_seconds", "Duration of volume transfers", "node", "operation");
        lastLatency = meters.gauge(
                "restic_restic_operation_latency_seconds_gauge",
                "Duration of the last volume transfer",
                "node",
                "operation");
        moves = meters.counter(
                "goleta_pod_volume_moves_total", "Volumes backed up or restored", "node", "operation", "result");
        bytes = meters.counter(
                "goleta_pod_volume_bytes_total", "Bytes of volumes backed up or restored", "node", "operation");
        begun.labelValues(node).set(0);
        completed.labelValues(node).set(0);
    }

    /** For the reconciler of PodVolumeBackups. */
    public Consumer<ReconcileResult<PodVolumeBackup>> lookAtBackup(PodVolumeBackup backup) {
        PodVolumeBackup.Status before = backup.status();
        if (isNew(before.phase())) {
            begun.labelValues(node).inc();
        }
        return outcome -> outcome.update().map(PodVolumeBackup::status).ifPresent(status -> {
            if (status.phase() == PodVolumePhase.Completed) {
                completed.labelValues(node).inc();
            }
            double seconds = Meters.seconds(status.startTimestamp(), status.completionTimestamp());
            count(BACKUP, status.phase(), seconds, status.progress());
        });
    }

    /** For the reconciler of PodVolumeRestores. */
    public Consumer<ReconcileResult<PodVolumeRestore>> lookAtRestore(PodVolumeRestore restore) {
        return outcome -> outcome.update().map(PodVolumeRestore::status).ifPresent(status -> {
            double seconds = Meters.seconds(status.startTimestamp(), status.completionTimestamp());
            count(RESTORE, status.phase(), seconds, status.progress());
        });
    }

    private void count(
            String operation, @Nullable PodVolumePhase phase, double seconds, @Nullable PodVolumeProgress progress) {
        if (phase == null || !phase.isTerminal()) {
            return;
        }
        moves.labelValues(node, operation, phase.name().toLowerCase(Locale.ROOT))
                .inc();
        if (progress != null) {
            bytes.labelValues(node, operation).inc(progress.bytesDone());
        }
        if (phase == PodVolumePhase.Completed) {
            latency.labelValues(node, operation).observe(seconds);
            lastLatency.labelValues(node, operation).set(seconds);
        }
    }

    private static boolean isNew(@Nullable PodVolumePhase phase) {
        return phase == null || phase == PodVolumePhase.New;
    }
}
