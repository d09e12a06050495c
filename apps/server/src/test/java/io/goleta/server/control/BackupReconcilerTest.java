package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.backup.BackupReport;
import io.goleta.core.backup.BackupRequest;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginHost.CutOffCall;
import io.goleta.core.run.ProgressReporter;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;

class BackupReconcilerTest {
    @TempDir
    Path folder;

    private final BackupReconciler.BackupEngine engine = mock(BackupReconciler.BackupEngine.class);
    private List<CutOffCall> cutOff = List.of();
    private World world;
    private BackupReconciler reconciler;

    @BeforeEach
    void start() {
        world = new World(folder);
        world.location("default");
        reconciler = reconciler(world.cluster, world.locations);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aNewBackupIsAdmittedAndNotYetRun() throws InterruptedException {
        Backup backup = world.backup("daily", "default", Backup.Phase.New);

        Backup admitted = reconcile(backup).update().orElseThrow();

        assertThat(admitted.status().phase()).isEqualTo(Backup.Phase.InProgress);
        assertThat(admitted.spec().ttl()).isEqualTo("720h0m0s");
        verifyNoInteractions(engine);
    }

    @Test
    void runsTheBackupWithTheFieldsThatOurTypesDoNotKnow() throws InterruptedException {
        when(engine.execute(any(), any())).thenReturn(report(0));
        Backup backup = running(Map.of("hooks", Map.of("resources", List.of())));

        Backup end = reconcile(backup).update().orElseThrow();

        assertThat(end.status().phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(end.status().progress()).isEqualTo(new Backup.Progress(7, 7));
        assertThat(end.status().completionTimestamp()).isEqualTo(world.clock.instant());
        ArgumentCaptor<BackupRequest> request = ArgumentCaptor.forClass(BackupRequest.class);
        Mockito.verify(engine).execute(request.capture(), any());
        assertThat(request.getValue().locationName()).isEqualTo("default");
        assertThat(request.getValue().resource().get("spec", "hooks", "resources"))
                .isPresent();
    }

    @Test
    void reportsProgress() throws InterruptedException {
        when(engine.execute(any(), any())).thenAnswer(call -> {
            call.<ProgressReporter.Listener>getArgument(1).progressed(7, 3);
            return report(2);
        });
        List<Backup.Progress> seen = new ArrayList<>();

        ReconcileResult<Backup> result = reconciler.reconcile(
                running(Map.of()),
                changed -> Optional.ofNullable(changed.status().progress()).ifPresent(seen::add));

        assertThat(seen).containsExactly(new Backup.Progress(7, 3));
        assertThat(result.update().orElseThrow().status().errors()).isEqualTo(2);
        assertThat(result.update().orElseThrow().status().phase()).isEqualTo(Backup.Phase.PartiallyFailed);
    }

    @ParameterizedTest
    @EnumSource(
            value = Backup.Phase.class,
            names = {"New", "InProgress"},
            mode = EnumSource.Mode.EXCLUDE)
    void leavesABackupOfAnyOtherPhaseAlone(Backup.Phase phase) throws InterruptedException {
        assertThat(reconcile(world.backup("daily", "default", phase))).isEqualTo(ReconcileResult.done());
        verifyNoInteractions(engine);
    }

    @Test
    void anOutageOfTheApiServerLeavesItInProgress() {
        ApiException outage =
                new ApiException(503, "ServiceUnavailable", "apiserver is shutting down", Optional.empty());
        when(engine.execute(any(), any())).thenThrow(outage);

        Backup backup = running(Map.of());
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> reconcile(backup)).isSameAs(outage);
        }
    }

    @Test
    void anOutageWhileItsLocationIsReadLeavesItInProgress() {
        Cluster cluster = mock(Cluster.class);
        ApiException outage = new ApiException(429, "TooManyRequests", "please try again later", Optional.empty());
        Mockito.doThrow(outage).when(cluster).get(any(VeleroKind.class), any(), any());
        StorageLocations locations = new StorageLocations(
                cluster,
                World.NAMESPACE,
                provider -> {
                    throw new IllegalStateException("not reached");
                },
                world.context,
                world.credentials);
        BackupReconciler failing = reconciler(cluster, locations);

        Backup backup = running(Map.of());

        assertThatThrownBy(() -> failing.reconcile(backup, changed -> {})).isSameAs(outage);
        verifyNoInteractions(engine);
    }

    @Test
    void whatWillNotPassFailsItWithTheReason() throws InterruptedException {
        when(engine.execute(any(), any())).thenThrow(new GoletaException(Fault.USER, "the name is taken"));

        Backup end = reconcile(running(Map.of())).update().orElseThrow();

        assertThat(end.status().phase()).isEqualTo(Backup.Phase.Failed);
        assertThat(end.status().failureReason()).isEqualTo("the name is taken");
        assertThat(end.status().completionTimestamp()).isEqualTo(world.clock.instant());
    }

    @Test
    void aBackupWithoutItsLocationFails() throws InterruptedException {
        Backup end = reconcile(world.backup("daily", "gone", Backup.Phase.InProgress))
                .update()
                .orElseThrow();

        assertThat(end.status().phase()).isEqualTo(Backup.Phase.Failed);
        assertThat(end.status().failureReason()).contains("backup storage location gone not found");
    }

    @Test
    void aBackupThatTakesTheServerDownIsGivenUpAfterThreeStarts() throws InterruptedException {
        when(engine.execute(any(), any())).thenThrow(new Crash());
        running(Map.of());
        for (int i = 0; i < 3; i++) {
            BackupReconciler nextProcess = reconciler(world.cluster, world.locations);
            Backup backup = world.reload(VeleroKind.BACKUP, "daily");
            assertThatThrownBy(() -> nextProcess.reconcile(backup, world::save)).isInstanceOf(Crash.class);
        }

        Backup end = reconciler(world.cluster, world.locations)
                .reconcile(world.reload(VeleroKind.BACKUP, "daily"), world::save)
                .update()
                .orElseThrow();

        verify(engine, times(3)).execute(any(), any());
        assertThat(end.status().phase()).isEqualTo(Backup.Phase.Failed);
        assertThat(end.status().failureReason())
                .startsWith("the server died 3 times while it executed this backup")
                .contains("out of memory");
        assertThat(end.annotations()).doesNotContainKey(VeleroApi.RUN_ATTEMPTS);
    }

    @Test
    void thePluginThatWasCalledWhenTheServerDiedIsNamed() throws InterruptedException {
        running(Map.of());
        Backup backup = world.reload(VeleroKind.BACKUP, "daily");
        backup.setAnnotation(VeleroApi.RUN_ATTEMPTS, "3 another");
        world.save(backup);
        cutOff = List.of(
                new CutOffCall("backup velero/daily", "plugin trap (example.com/trap) in execute of Secret shop/large"),
                new CutOffCall("backup velero/other", "plugin innocent"));

        Backup end = reconciler(world.cluster, world.locations)
                .reconcile(world.reload(VeleroKind.BACKUP, "daily"), world::save)
                .update()
                .orElseThrow();

        assertThat(end.status().failureReason())
                .endsWith(
                        "the last time, this was under way: plugin trap (example.com/trap) in execute of Secret shop/large");
    }

    @Test
    void outagesAndOrderlyRestartsDoNotCount() throws InterruptedException {
        ApiException outage = new ApiException(503, "ServiceUnavailable", "shutting down", Optional.empty());
        running(Map.of());
        for (int i = 0; i < 10; i++) {
            BackupReconciler nextProcess = reconciler(world.cluster, world.locations);
            Mockito.doThrow(outage).when(engine).execute(any(), any());
            for (int j = 0; j < 5; j++) {
                Backup backup = world.reload(VeleroKind.BACKUP, "daily");
                assertThatThrownBy(() -> nextProcess.reconcile(backup, world::save))
                        .isSameAs(outage);
            }
            Mockito.doAnswer(call -> {
                        Thread.currentThread().interrupt();
                        throw new GoletaException(Fault.INTERNAL, "interrupted");
                    })
                    .when(engine)
                    .execute(any(), any());
            Backup backup = world.reload(VeleroKind.BACKUP, "daily");
            assertThatThrownBy(() -> nextProcess.reconcile(backup, world::save))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(world.reload(VeleroKind.BACKUP, "daily").annotations()).doesNotContainKey(VeleroApi.RUN_ATTEMPTS);
    }

    /** The end of the process: nothing catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private ReconcileResult<Backup> reconcile(Backup backup) throws InterruptedException {
        return reconciler.reconcile(backup, changed -> {});
    }

    private Backup running(Map<String, Object> spec) {
        KubernetesObject backup = KubernetesObject.of(Map.of(
                        "apiVersion",
                        "velero.io/v1",
                        "kind",
                        "Backup",
                        "metadata",
                        Map.of("name", "daily", "namespace", World.NAMESPACE),
                        "spec",
                        spec,
                        "status",
                        Map.of("phase", "InProgress")))
                .with("default", "spec", "storageLocation");
        world.cluster.create(
                world.cluster.discovery().find(VeleroKind.BACKUP.id()).orElseThrow(), backup);
        return world.reload(VeleroKind.BACKUP, "daily");
    }

    private BackupReport report(int errors) {
        Backup.Phase phase = errors == 0 ? Backup.Phase.Completed : Backup.Phase.PartiallyFailed;
        return new BackupReport(phase, 0, errors, 7, world.clock.instant());
    }

    private BackupReconciler reconciler(Cluster cluster, StorageLocations locations) {
        BackupAdmission.Defaults defaults = new BackupAdmission.Defaults("default", Duration.ofDays(30), false);
        return new BackupReconciler(
                locations,
                new BackupAdmission(cluster, locations, defaults, world.clock),
                new RunStarts(() -> cutOff),
                new RunAttempts(folder.resolve("runs"), world.clock),
                engine,
                Duration.ofHours(4),
                world.clock);
    }
}
