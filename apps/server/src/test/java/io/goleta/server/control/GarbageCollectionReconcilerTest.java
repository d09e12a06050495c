package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.server.controller.ReconcileResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectionReconcilerTest {
    private static final Duration FREQUENCY = Duration.ofHours(1);

    @TempDir
    Path scratch;

    private World world;
    private GarbageCollectionReconciler reconciler;

    @BeforeEach
    void start() {
        world = new World(scratch);
        reconciler = new GarbageCollectionReconciler(
                world.cluster, World.NAMESPACE, world.locations, FREQUENCY, world.clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void asksOnceForTheDeletionOfABackupWhoseTimeIsOver() {
        world.location("default");
        Backup backup = expiring("old", world.clock.instant(), Backup.Phase.Completed);

        ReconcileResult<Backup> outcome = reconciler.reconcile(backup, changed -> {});
        reconciler.reconcile(backup, changed -> {});

        assertThat(requests()).singleElement().satisfies(request -> {
            assertThat(request.spec().backupName()).isEqualTo("old");
            assertThat(request.name()).startsWith("old-");
            assertThat(request.labels())
                    .containsEntry("velero.io/backup-name", "old")
                    .containsEntry("velero.io/backup-uid", backup.uid());
        });
        assertThat(outcome.requeueAfter()).contains(FREQUENCY);
    }

    @Test
    void asksAgainWhenADeletionHasFailed() {
        world.location("default");
        Backup backup = expiring("old", world.clock.instant(), Backup.Phase.Deleting);
        reconciler.reconcile(backup, changed -> {});
        DeleteBackupRequest request = requests().getFirst();
        request.setStatus(new DeleteBackupRequest.Status("Processed", List.of("the bucket was away")));
        world.save(request);

        reconciler.reconcile(backup, changed -> {});

        assertThat(requests()).hasSize(2);
    }

    @Test
    void waitsUntilTheTimeIsOver() {
        world.location("default");
        Backup soon = expiring("soon", world.clock.instant().plusSeconds(90), Backup.Phase.Completed);
        Backup late = expiring("late", world.clock.instant().plus(Duration.ofDays(30)), Backup.Phase.Completed);
        Backup never = world.backup("never", "default", Backup.Phase.Completed);

        assertThat(reconciler.reconcile(soon, changed -> {}).requeueAfter()).contains(Duration.ofSeconds(90));
        assertThat(reconciler.reconcile(late, changed -> {}).requeueAfter()).contains(FREQUENCY);
        assertThat(reconciler.reconcile(never, changed -> {})).isEqualTo(ReconcileResult.done());
        assertThat(requests()).isEmpty();
    }

    @Test
    void aLabelSaysWhyABackupCannotBeDeleted() {
        Backup backup = expiring("old", world.clock.instant(), Backup.Phase.Completed);

        reconciler.reconcile(backup, changed -> {});
        assertThat(backup.labels()).containsEntry("velero.io/gc-failure", "BSLNotFound");

        world.location("default", "ReadOnly");
        reconciler.reconcile(backup, changed -> {});
        assertThat(backup.labels()).containsEntry("velero.io/gc-failure", "BSLReadOnly");
        assertThat(requests()).isEmpty();

        world.cluster.delete(world.reload(VeleroKind.BACKUP_STORAGE_LOCATION, "default"));
        world.location("default");
        reconciler.reconcile(backup, changed -> {});
        assertThat(backup.labels()).doesNotContainKey("velero.io/gc-failure");
        assertThat(requests()).hasSize(1);
    }

    @Test
    void aBackupThatFailedValidationIsDeletedAlthoughItsLocationDoesNotExist() {
        Backup backup = expiring("bad", world.clock.instant(), Backup.Phase.FailedValidation);

        reconciler.reconcile(backup, changed -> {});

        assertThat(requests()).hasSize(1);
        assertThat(backup.labels()).doesNotContainKey("velero.io/gc-failure");
    }

    private Backup expiring(String name, Instant expiration, Backup.Phase phase) {
        Backup backup = world.backup(name, "default", phase);
        backup.setStatus(
                Json.convert(Map.of("phase", phase.name(), "expiration", expiration.toString()), Backup.Status.class));
        return world.save(backup);
    }

    private List<DeleteBackupRequest> requests() {
        return world.list(VeleroKind.DELETE_BACKUP_REQUEST);
    }
}
