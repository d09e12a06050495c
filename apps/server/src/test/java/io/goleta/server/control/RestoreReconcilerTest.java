package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.Cluster;
import io.goleta.core.restore.RestoreReport;
import io.goleta.core.restore.RestoreRequest;
import io.goleta.core.run.ProgressReporter;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.testkit.store.ForwardingStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;

class RestoreReconcilerTest {
    @TempDir
    Path folder;

    private final RestoreReconciler.RestoreEngine engine = mock(RestoreReconciler.RestoreEngine.class);
    private World world;
    private RestoreReconciler reconciler;

    @BeforeEach
    void start() {
        world = new World(folder);
        world.location("default");
        world.backup("daily", "default", Backup.Phase.Completed);
        reconciler = reconciler(world.cluster);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aNewRestoreIsAdmittedAndNotYetRun() throws InterruptedException {
        Restore admitted =
                reconcile(restore("daily", Restore.Phase.New)).update().orElseThrow();

        assertThat(admitted.status().phase()).isEqualTo(Restore.Phase.InProgress);
        assertThat(admitted.status().startTimestamp()).isEqualTo(world.clock.instant());
        verifyNoInteractions(engine);
    }

    @Test
    void runsTheRestoreFromTheLocationOfItsBackup() throws InterruptedException {
        when(engine.execute(any(), any())).thenReturn(report(null));

        Restore end =
                reconcile(restore("daily", Restore.Phase.InProgress)).update().orElseThrow();

        assertThat(end.status().phase()).isEqualTo(Restore.Phase.Completed);
        assertThat(end.status().progress()).isEqualTo(new Restore.Progress(7, 7));
        ArgumentCaptor<RestoreRequest> request = ArgumentCaptor.forClass(RestoreRequest.class);
        Mockito.verify(engine).execute(request.capture(), any());
        assertThat(request.getValue().locationName()).isEqualTo("default");
        assertThat(request.getValue().resource().name()).isEqualTo("again");
        assertThat(request.getValue().terminatingTimeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void reportsProgressAndWhyTheLogIsNotInTheBucket() throws InterruptedException {
        when(engine.execute(any(), any())).thenAnswer(call -> {
            call.<ProgressReporter.Listener>getArgument(1).progressed(7, 3);
            return report("the bucket is full");
        });
        List<Restore.Progress> seen = new ArrayList<>();

        ReconcileResult<Restore> result = reconciler.reconcile(
                restore("daily", Restore.Phase.InProgress),
                changed -> Optional.ofNullable(changed.status().progress()).ifPresent(seen::add));

        assertThat(seen).containsExactly(new Restore.Progress(7, 3));
        assertThat(result.update().orElseThrow().status().failureReason()).isEqualTo("the bucket is full");
    }

    @ParameterizedTest
    @EnumSource(
            value = Restore.Phase.class,
            names = {"New", "InProgress"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesARestoreOfAnyOtherPhaseAlone(Restore.Phase phase) throws InterruptedException {
        assertThat(reconcile(restore("daily", phase))).isEqualTo(ReconcileResult.done());
        verifyNoInteractions(engine);
    }

    @Test
    void anOutageOfTheApiServerLeavesItInProgress() {
        ApiException outage =
                new ApiException(503, "ServiceUnavailable", "apiserver is shutting down", Optional.empty());
        when(engine.execute(any(), any())).thenThrow(outage);
        Restore restore = restore("daily", Restore.Phase.InProgress);

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> reconcile(restore)).isSameAs(outage);
        }
    }

    @Test
    void anOutageWhileItsBackupIsReadLeavesItInProgress() {
        Cluster cluster = mock(Cluster.class);
        GoletaException outage = GoletaException.retryable(Fault.CLUSTER, "connection refused", null);
        Mockito.doThrow(outage).when(cluster).get(any(VeleroKind.class), any(), any());
        RestoreReconciler failing = reconciler(cluster);
        Restore restore = restore("daily", Restore.Phase.InProgress);

        assertThatThrownBy(() -> failing.reconcile(restore, changed -> {})).isSameAs(outage);
        verifyNoInteractions(engine);
    }

    @Test
    void whatWillNotPassFailsItWithTheReason() throws InterruptedException {
        when(engine.execute(any(), any())).thenThrow(new GoletaException(Fault.STORAGE, "the archive is damaged"));

        Restore end =
                reconcile(restore("daily", Restore.Phase.InProgress)).update().orElseThrow();

        assertThat(end.status().phase()).isEqualTo(Restore.Phase.Failed);
        assertThat(end.status().failureReason()).isEqualTo("the archive is damaged");
    }

    @Test
    void aRestoreWithoutItsBackupFails() throws InterruptedException {
        Restore end =
                reconcile(restore("gone", Restore.Phase.InProgress)).update().orElseThrow();

        assertThat(end.status().phase()).isEqualTo(Restore.Phase.Failed);
        assertThat(end.status().failureReason()).contains("backup gone does not exist any more");
    }

    @Test
    void aRestoreThatIsDeletedTakesItsFilesWithIt() throws InterruptedException {
        world.put("restores/again/restore-again-logs.gz", new byte[1]);
        Restore deleted = deleted(admitted());
        assertThat(deleted.hasFinalizer(VeleroApi.RESTORE_FINALIZER)).isTrue();

        KubernetesObject before = deleted.object();
        world.cluster.patch(before, reconcile(deleted).update().orElseThrow());

        assertThat(world.reload(VeleroKind.RESTORE, "again")).isNull();
        assertThat(world.store.get("restores/again/restore-again-logs.gz")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "location", "read-only"})
    void itIsNotKeptWhenItsFilesCannotBeDeleted(String gone) throws InterruptedException {
        world.put("restores/again/restore-again-logs.gz", new byte[1]);
        Restore deleted = deleted(admitted());
        if (gone.equals("backup")) {
            world.cluster.delete(world.reload(VeleroKind.BACKUP, "daily"));
        } else {
            world.cluster.delete(world.reload(VeleroKind.BACKUP_STORAGE_LOCATION, "default"));
        }
        if (gone.equals("read-only")) {
            world.location("default", "ReadOnly");
        }

        Restore free = reconcile(deleted).update().orElseThrow();

        assertThat(free.hasFinalizer(VeleroApi.RESTORE_FINALIZER)).isFalse();
        assertThat(world.store.get("restores/again/restore-again-logs.gz")).isPresent();
    }

    @Test
    void aStoreThatIsAwayKeepsItForAnHourAndNotForEver() throws InterruptedException {
        world.handedOut = new ForwardingStore(world.store) {
            @Override
            public Stream<ObjectInfo> list(String prefix) {
                throw GoletaException.retryable(Fault.STORAGE, "the store is away", null);
            }
        };
        Restore deleted = deleted(admitted());
        world.clock.set(Instant.now());

        assertThatThrownBy(() -> reconcile(deleted)).isInstanceOf(GoletaException.class);

        world.clock.advance(Duration.ofMinutes(61));
        assertThat(reconcile(deleted).update().orElseThrow().hasFinalizer(VeleroApi.RESTORE_FINALIZER))
                .isFalse();
    }

    @Test
    void aRestoreThatHasBegunAndLostItsPhaseIsNotBegunAgain() throws InterruptedException {
        Restore restore = restore("daily", Restore.Phase.New);
        restore.setStatus(Json.convert(Map.of("startTimestamp", "2026-03-01T09:00:00Z"), Restore.Status.class));

        Restore refused = reconcile(restore).update().orElseThrow();

        assertThat(refused.status().phase()).isEqualTo(Restore.Phase.FailedValidation);
        assertThat(refused.status().validationErrors())
                .singleElement()
                .asString()
                .contains("status.startTimestamp");
    }

    @Test
    void aRestoreThatNobodyThoughtOfIsRefusedAndNotTriedForEver() throws InterruptedException {
        Restore restore = world.named(VeleroKind.RESTORE, "again");
        Restore odd = VeleroKind.RESTORE.of(restore.object()
                .with("daily", "spec", "backupName")
                .with(Collections.singletonMap("app", null), "spec", "labelSelector", "matchLabels"));

        assertThat(reconcile(odd).update().orElseThrow().status().phase()).isEqualTo(Restore.Phase.FailedValidation);
    }

    private Restore admitted() throws InterruptedException {
        return world.save(
                reconcile(restore("daily", Restore.Phase.New)).update().orElseThrow());
    }

    private Restore deleted(Restore restore) {
        world.cluster.delete(restore);
        return world.reload(VeleroKind.RESTORE, restore.name());
    }

    private ReconcileResult<Restore> reconcile(Restore restore) throws InterruptedException {
        return reconciler.reconcile(restore, changed -> {});
    }

    private Restore restore(String backup, Restore.Phase phase) {
        Restore restore = world.named(VeleroKind.RESTORE, "again");
        restore.setSpec(Json.convert(Map.of("backupName", backup), Restore.Spec.class));
        restore.setStatus(Json.convert(Map.of("phase", phase.name()), Restore.Status.class));
        return world.cluster.create(restore);
    }

    private static RestoreReport report(@Nullable String unpublished) {
        return new RestoreReport(Restore.Phase.Completed, 0, 0, 7, unpublished);
    }

    private RestoreReconciler reconciler(Cluster cluster) {
        return new RestoreReconciler(
                cluster,
                world.locations,
                new RestoreAdmission(world.cluster, World.NAMESPACE, world.clock),
                new RestoreRemoval(world.cluster, world.locations, world.clock),
                new RunStarts(List::of),
                new RunAttempts(folder.resolve("runs"), world.clock),
                engine,
                new RestoreReconciler.Timeouts(Duration.ofHours(4), Duration.ofMinutes(10)),
                world.clock);
    }
}
