package io.goleta.server.control;

import static io.goleta.server.control.World.podVolumeBackup;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteBackupRequestReconcilerTest {
    @TempDir
    Path scratch;

    private World world;
    private DeleteBackupRequestReconciler reconciler;

    @BeforeEach
    void start() {
        world = new World(scratch);
        world.location("default");
        reconciler = new DeleteBackupRequestReconciler(
                world.cluster,
                World.NAMESPACE,
                world.locations,
                new BackupDeletion(
                        world.cluster, World.NAMESPACE, world.locations, world.access, ExponentialBackoff.immediate(3)),
                world.clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void deletesSnapshotsFilesRestoresAndTheBackup() throws InterruptedException {
        published();
        restore("r1", "daily-1");
        restore("other", "daily-2");
        world.put("restores/r1/restore-r1-logs.gz", new byte[1]);
        DeleteBackupRequest request = request("daily-1");

        ReconcileResult<DeleteBackupRequest> outcome = reconcile(request);

        assertThat(outcome.delete()).isTrue();
        assertThat(world.mover.notes).containsExactly("restic/shop forget [abc]");
        assertThat(world.store.list("backups/")).isEmpty();
        assertThat(world.store.list("restores/")).isEmpty();
        assertThat(world.reload(VeleroKind.BACKUP, "daily-1")).isNull();
        assertThat(world.reload(VeleroKind.RESTORE, "r1")).isNull();
        assertThat(world.reload(VeleroKind.RESTORE, "other")).isNotNull();
    }

    @Test
    void keepsTheFilesWhenSnapshotsCannotBeForgottenAndFinishesLater() throws InterruptedException {
        published();
        world.mover.failure = new GoletaException(Fault.STORAGE, "repository is damaged");
        DeleteBackupRequest request = request("daily-1");

        reconcile(request);

        assertThat(request.status().phase()).isEqualTo("Processed");
        assertThat(request.status().errors())
                .containsExactly("forgetting the snapshots of namespace shop: repository is damaged");
        assertThat(world.catalog.backups()).containsExactly("daily-1");
        assertThat(world.reload(VeleroKind.BACKUP, "daily-1").status().phase()).isEqualTo(Backup.Phase.Deleting);

        world.mover.failure = null;
        assertThat(reconcile(request("daily-1")).delete()).isTrue();
        assertThat(world.catalog.backups()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "volumesnapshots.json.gz,            providerSnapshotID",
        "csi-volumesnapshotcontents.json.gz, snapshotHandle"
    })
    void aBackupWithSnapshotsOfVeleroIsKeptUntilSomebodySaysSo(String file, String field) throws InterruptedException {
        published();
        world.put("backups/daily-1/daily-1-" + file, World.gzipped("[{\"status\":{\"" + field + "\":\"snap-7\"}}]"));

        assertThat(errors("daily-1"))
                .singleElement()
                .asString()
                .contains("snap-7")
                .contains(VeleroApi.ORPHAN_SNAPSHOTS);
        assertThat(world.reload(VeleroKind.BACKUP, "daily-1").status().phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(world.mover.notes).isEmpty();

        Backup backup = world.reload(VeleroKind.BACKUP, "daily-1");
        backup.setAnnotation(VeleroApi.ORPHAN_SNAPSHOTS, "true");
        world.save(backup);
        assertThat(reconcile(request("daily-1")).delete()).isTrue();
        assertThat(world.catalog.backups()).isEmpty();
    }

    @Test
    void aBackupThatCannotBeUnderstoodIsAnError() throws InterruptedException {
        world.cluster.create(
                ApiResource.of(VeleroKind.BACKUP),
                world.named(VeleroKind.BACKUP, "odd").object().with("Dreaming", "status", "phase"));

        assertThat(errors("odd")).singleElement().asString().contains("Dreaming");
    }

    @Test
    void aRestoreWithAFinalizerIsGoneWithItsBackup() throws InterruptedException {
        published();
        Restore restore = world.named(VeleroKind.RESTORE, "r1");
        restore.setSpec(Json.convert(Map.of("backupName", "daily-1"), Restore.Spec.class));
        RestoreRemoval.provide(restore);
        world.cluster.create(restore);

        assertThat(reconcile(request("daily-1")).delete()).isTrue();

        assertThat(world.reload(VeleroKind.RESTORE, "r1")).isNull();
    }

    @Test
    void triesAgainWhatMayPass() throws InterruptedException {
        published();
        world.mover.failure = GoletaException.retryable(Fault.STORAGE, "busy", null);

        reconcile(request("daily-1"));

        assertThat(world.mover.notes).hasSize(3);
    }

    @Test
    void saysWhyItDoesNotDelete() throws InterruptedException {
        world.location("archive", "ReadOnly");
        world.backup("running", "default", Backup.Phase.InProgress);
        world.backup("archived", "archive", Backup.Phase.Completed);
        world.backup("lost", "nowhere", Backup.Phase.Completed);

        assertThat(errors("")).containsExactly("spec.backupName is required");
        assertThat(errors("unknown")).containsExactly("backup not found");
        assertThat(errors("running")).containsExactly("backup is still in progress");
        assertThat(errors("lost")).containsExactly("backup storage location nowhere not found");
        assertThat(errors("archived"))
                .containsExactly(
                        "cannot delete backup because backup storage location archive is currently in read-only"
                                + " mode");
    }

    @Test
    void aBackupThatFailedForItsNameDoesNotTakeTheOtherOneWithIt() throws InterruptedException {
        world.publish("daily-1", "Completed", podVolumeBackup("v1", "daily-1", "Completed", "abc"));
        Backup backup = world.named(VeleroKind.BACKUP, "daily-1");
        backup.setSpec(Json.convert(Map.of("storageLocation", "default"), Backup.Spec.class));
        backup.setStatus(Json.convert(
                Map.of("phase", "Failed", "failureReason", "already exists in object storage"), Backup.Status.class));
        world.cluster.create(backup);

        assertThat(reconcile(request("daily-1")).delete()).isTrue();

        assertThat(world.catalog.backups()).containsExactly("daily-1");
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void aBackupThatWasNeverValidNeedsNoLocation() throws InterruptedException {
        world.backup("invalid", "", Backup.Phase.FailedValidation);

        assertThat(reconcile(request("invalid")).delete()).isTrue();
        assertThat(world.reload(VeleroKind.BACKUP, "invalid")).isNull();
    }

    @Test
    void aRequestThatWasCutOffAfterTheBackupWasGoneIsDone() throws InterruptedException {
        DeleteBackupRequest request = request("daily-1");
        request.setStatus(new DeleteBackupRequest.Status("InProgress", List.of()));

        assertThat(reconcile(request).delete()).isTrue();
    }

    @Test
    void anAnsweredRequestIsKeptForADay() throws InterruptedException {
        DeleteBackupRequest request = request("unknown");
        world.clock.set(request.created().orElseThrow());
        reconcile(request);

        assertThat(reconcile(request).requeueAfter()).contains(Duration.ofHours(24));
        world.clock.advance(Duration.ofHours(25));
        assertThat(reconcile(request).delete()).isTrue();
    }

    @Test
    void forgetsTheSnapshotsOfEachDataMoverInItsOwnRepository() throws InterruptedException {
        world.publish(
                "daily-1",
                "Completed",
                podVolumeBackup("v1", "daily-1", "Completed", "abc"),
                podVolumeBackup("v2", "daily-1", "Completed", "def").with(World.OTHER_MOVER, "spec", "uploaderType"));
        world.put("restic/shop/config", new byte[1]);
        world.put("plugins/example.com/copy/shop/config", new byte[1]);
        world.backup("daily-1", "default", Backup.Phase.Completed);

        assertThat(reconcile(request("daily-1")).delete()).isTrue();

        assertThat(world.mover.notes)
                .containsExactlyInAnyOrder("restic/shop forget [abc]", "plugins/example.com/copy/shop forget [def]");
    }

    @Test
    void leavesWhatVelerosOtherUploaderMade() throws InterruptedException {
        world.publish(
                "daily-1",
                "Completed",
                podVolumeBackup("v1", "daily-1", "Completed", "abc").with("kopia", "spec", "uploaderType"));
        world.put("restic/shop/config", new byte[1]);
        world.backup("daily-1", "default", Backup.Phase.Completed);

        assertThat(reconcile(request("daily-1")).delete()).isTrue();
        assertThat(world.mover.notes).isEmpty();
    }

    @Test
    void keepsABackupWhoseSnapshotsNobodyHereCanForget() throws InterruptedException {
        world.publish(
                "daily-1",
                "Completed",
                podVolumeBackup("v1", "daily-1", "Completed", "abc").with("example.com/gone", "spec", "uploaderType"));
        world.put("plugins/example.com/gone/shop/config", new byte[1]);
        world.backup("daily-1", "default", Backup.Phase.Completed);

        assertThat(errors("daily-1"))
                .containsExactly("forgetting the snapshots of namespace shop: no plugin offers example.com/gone");
        assertThat(world.catalog.backups()).containsExactly("daily-1");
    }

    private void published() {
        world.publish("daily-1", "Completed", podVolumeBackup("v1", "daily-1", "Completed", "abc"));
        world.put("restic/shop/config", new byte[1]);
        world.backup("daily-1", "default", Backup.Phase.Completed);
    }

    private void restore(String name, String backup) {
        Restore restore = world.named(VeleroKind.RESTORE, name);
        restore.setSpec(Json.convert(Map.of("backupName", backup), Restore.Spec.class));
        world.cluster.create(restore);
    }

    private DeleteBackupRequest request(String backup) {
        DeleteBackupRequest request = world.named(VeleroKind.DELETE_BACKUP_REQUEST, "request-" + System.nanoTime());
        request.setSpec(new DeleteBackupRequest.Spec(backup));
        return world.cluster.create(request);
    }

    private List<String> errors(String backup) throws InterruptedException {
        DeleteBackupRequest request = request(backup);
        reconcile(request);
        return request.status().errors();
    }

    private ReconcileResult<DeleteBackupRequest> reconcile(DeleteBackupRequest request) throws InterruptedException {
        return reconciler.reconcile(request, changed -> {});
    }
}
