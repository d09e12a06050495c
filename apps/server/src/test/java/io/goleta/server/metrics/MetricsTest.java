package io.goleta.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.goleta.core.api.Backup;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeProgress;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.item.KubernetesObject;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant END = START.plusSeconds(90);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<Backup> known = new ArrayList<>();
    private final BackupMetrics backups = new BackupMetrics(registry, () -> known, backup -> 4096);

    @Test
    void backupsAreCountedUnderVelerosNamesByTheirSchedule() throws Exception {
        run(backup("daily-1"), Backup.Status.started(START, END));
        run(inProgress("daily-1"), started().finished(Backup.Phase.Completed, END, 2, 0, 17, 17));
        run(inProgress("daily-2"), started().finished(Backup.Phase.PartiallyFailed, END, 0, 3, 5, 5));
        run(inProgress("daily-3"), started().failed(END, "the bucket is away"));
        run(backup("daily-4"), Backup.Status.invalid(List.of("no such location"), Instant.EPOCH));

        assertThat(scraped())
                .contains(
                        "velero_backup_attempt_total{schedule=\"daily\"} 1.0",
                        "velero_backup_success_total{schedule=\"daily\"} 1.0",
                        "velero_backup_partial_failure_total{schedule=\"daily\"} 1.0",
                        "velero_backup_failure_total{schedule=\"daily\"} 1.0",
                        "velero_backup_validation_failure_total{schedule=\"daily\"} 1.0",
                        "velero_backup_duration_seconds_bucket{schedule=\"daily\",le=\"60.0\"} 0",
                        "velero_backup_duration_seconds_bucket{schedule=\"daily\",le=\"300.0\"} 3",
                        "velero_backup_duration_seconds_sum{schedule=\"daily\"} 270.0",
                        "velero_backup_items_total{schedule=\"daily\"} 5.0",
                        "velero_backup_tarball_size_bytes{schedule=\"daily\"} 4096.0");
    }

    @Test
    void whatExistsIsKnownAlsoAfterARestart() throws Exception {
        known.add(ended("daily-1", Backup.Phase.Completed, END));
        known.add(ended("daily-2", Backup.Phase.PartiallyFailed, END.plusSeconds(60)));

        assertThat(scraped())
                .contains(
                        "velero_backup_total 2.0",
                        "velero_backup_last_successful_timestamp{schedule=\"daily\"} 1.76732289E9",
                        "velero_backup_last_status{schedule=\"daily\"} 0.0");
    }

    @Test
    void workThatIsLookedAtAgainIsNotCountedAgain() throws Exception {
        Backup backup = inProgress("daily-1");
        backups.look(backup).accept(ReconcileResult.update(backup));
        backups.look(backup).accept(ReconcileResult.done());

        assertThat(scraped()).noneMatch(line -> line.startsWith("velero_backup_attempt_total"));
    }

    @Test
    void restoresBelongToTheScheduleOfTheirBackup() throws Exception {
        known.add(ended("daily-1", Backup.Phase.Completed, END));
        RestoreMetrics restores = new RestoreMetrics(registry, List::of, new BackupSchedules(() -> known));
        Restore restore = VeleroKind.RESTORE.named("velero", "some");
        restore.setSpec(Json.convert(Map.of("backupName", "daily-1"), Restore.Spec.class));
        restore.setStatus(Restore.Status.started(START));
        var afterwards = restores.look(restore);
        restore.setStatus(restore.status().finished(Restore.Phase.Completed, END, 0, 0, 3));
        afterwards.accept(ReconcileResult.update(restore));

        assertThat(scraped())
                .contains(
                        "velero_restore_success_total{schedule=\"daily\"} 1.0",
                        "goleta_restore_duration_seconds_sum{schedule=\"daily\"} 90.0",
                        "velero_restore_total 0.0");
    }

    @Test
    void deletionsBelongToTheScheduleOfTheBackupThatWas() throws Exception {
        known.add(ended("daily-1", Backup.Phase.Completed, END));
        DeletionMetrics deletions = new DeletionMetrics(registry, new BackupSchedules(() -> known));
        DeleteBackupRequest request = VeleroKind.DELETE_BACKUP_REQUEST.named("velero", "some");
        request.setSpec(new DeleteBackupRequest.Spec("daily-1"));
        var afterwards = deletions.look(request);
        known.clear();
        afterwards.accept(ReconcileResult.deleted());
        var failing = deletions.look(request);
        request.setStatus(new DeleteBackupRequest.Status("Processed", List.of("the bucket is away")));
        failing.accept(ReconcileResult.update(request));
        deletions.look(request).accept(ReconcileResult.deleted());

        assertThat(scraped())
                .contains(
                        "velero_backup_deletion_attempt_total{schedule=\"daily\"} 1.0",
                        "velero_backup_deletion_success_total{schedule=\"daily\"} 1.0",
                        "velero_backup_deletion_failure_total{schedule=\"\"} 1.0");
    }

    @Test
    void movesOfVolumesAreCountedByNodeAndNotByVolume() throws Exception {
        TransferMetrics moves = new TransferMetrics(registry, "node-1");
        assertThat(scraped())
                .contains(
                        "restic_pod_volume_backup_enqueue_count{node=\"node-1\"} 0.0",
                        "restic_pod_volume_backup_dequeue_count{node=\"node-1\"} 0.0");
        PodVolumeBackup backup = VeleroKind.POD_VOLUME_BACKUP.named("velero", "some");
        var afterwards = moves.lookAtBackup(backup);
        backup.setStatus(new PodVolumeBackup.Status(
                PodVolumePhase.Completed, "", "c0ffee", null, START, END, new PodVolumeProgress(1024, 1024)));
        afterwards.accept(ReconcileResult.update(backup));

        assertThat(scraped())
                .contains(
                        "restic_pod_volume_backup_enqueue_count{node=\"node-1\"} 1.0",
                        "restic_pod_volume_backup_dequeue_count{node=\"node-1\"} 1.0",
                        "restic_restic_operation_latency_seconds_sum{node=\"node-1\",operation=\"backup\"} 90.0",
                        "restic_restic_operation_latency_seconds_gauge{node=\"node-1\",operation=\"backup\"} 90.0",
                        "goleta_pod_volume_bytes_total{node=\"node-1\",operation=\"backup\"} 1024.0",
                        "goleta_pod_volume_moves_total{node=\"node-1\",operation=\"backup\",result=\"completed\"} 1.0");
    }

    private void run(Backup backup, Backup.Status end) {
        var afterwards = backups.look(backup);
        backup.setStatus(end);
        afterwards.accept(ReconcileResult.update(backup));
    }

    private static Backup.Status started() {
        return Backup.Status.started(START, END);
    }

    private static Backup inProgress(String name) {
        Backup backup = backup(name);
        backup.setStatus(started());
        return backup;
    }

    private static Backup ended(String name, Backup.Phase phase, Instant end) {
        Backup backup = backup(name);
        backup.setStatus(started().finished(phase, end, 0, 0, 1, 1));
        return backup;
    }

    private static Backup backup(String name) {
        Backup backup = VeleroKind.BACKUP.of(KubernetesObject.of(Map.of(
                "metadata",
                Json.toMap(new ObjectMetaBuilder()
                        .withName(name)
                        .withLabels(Map.of("velero.io/schedule-name", "daily"))
                        .build()))));
        backup.setSpec(Json.convert(Map.of(), Backup.Spec.class));
        return backup;
    }

    private List<String> scraped() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(text, registry.scrape());
        return text.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
