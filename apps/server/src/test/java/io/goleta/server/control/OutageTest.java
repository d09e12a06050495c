package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.backup.BackupRun;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.restore.RestoreRun;
import io.goleta.sandbox.FaultInjector;
import io.goleta.sandbox.InjectedFault;
import io.goleta.sandbox.ServedRequest;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server that is away for longer than requests are retried delays a backup or restore, and does not fail it. */
@Timeout(120)
class OutageTest {
    private static final InjectedFault AWAY =
            InjectedFault.status(503, "ServiceUnavailable", "apiserver is shutting down");
    private static final InjectedFault BUSY = InjectedFault.status(429, "TooManyRequests", "please try again later");

    @TempDir
    Path folder;

    private World world;
    private int retries;
    private List<BackupItemActionFactory> plugins = List.of();

    @BeforeEach
    void start() {
        world = World.impatient(folder);
        world.location("default");
        create("Namespace", null, "default");
        create("Namespace", null, "shop");
        for (int i = 0; i < 5; i++) {
            create("ConfigMap", "shop", "settings-" + i);
        }
        world.cluster.refreshDiscovery();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "get,     /apis",
        "get,     /apis/apps/v1",
        "get,     /apis/velero.io/v1",
        "list,    configmaps",
        "get,     namespaces",
        "get,     backupstoragelocations",
    })
    void aBackupIsCompletedAfterAnOutage(String verb, String what) throws InterruptedException {
        Backup backup = newBackup();
        FaultInjector.Rule outage = outageFrom(request -> fits(request, verb, what));

        assertThat(completed(backup)).isEqualTo(Backup.Phase.Completed);

        assertThat(outage.hits()).isPositive();
        assertThat(retries).isEqualTo(1);
        assertThat(world.catalog.backups()).containsExactly("daily");
    }

    @ParameterizedTest
    @CsvSource({"get, /apis/apps/v1", "list, configmaps", "get, backupstoragelocations"})
    void aBackupIsCompletedWhenTheServerWasOverloaded(String verb, String what) throws InterruptedException {
        Backup backup = newBackup();
        FaultInjector.Rule overload = world.sandbox.faults().whenever(request -> fits(request, verb, what), BUSY);

        assertThat(completed(backup)).isEqualTo(Backup.Phase.Completed);

        assertThat(overload.hits()).isPositive();
        assertThat(retries).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create podvolumebackups", "create resticrepositories", "list resticrepositories"})
    void theVolumesOfABackupAreBackedUpAfterAnOutage(String request) throws InterruptedException {
        podWithVolume();
        String[] verbAndResource = request.split(" ");
        Backup backup = newBackup();
        FaultInjector.Rule outage = outageFrom(served -> served.is(verbAndResource[0], verbAndResource[1]));

        Backup.Phase phase;
        try (AgentInPlay agent = new AgentInPlay()) {
            phase = completed(backup);
        }

        assertThat(phase).isEqualTo(Backup.Phase.Completed);
        assertThat(outage.hits()).isPositive();
        assertThat(retries).isEqualTo(1);
        assertThat(world.catalog.podVolumeBackups("daily")).hasSize(1);
    }

    private void podWithVolume() {
        plugins = List.of(new EveryVolume());
        ApiResource pods = world.cluster.discovery().find("v1", "Pod").orElseThrow();
        world.cluster.create(
                pods,
                KubernetesObject.of(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Pod",
                        "metadata",
                        Map.of("name", "web", "namespace", "shop"),
                        "spec",
                        Map.of(
                                "containers",
                                List.of(Map.of("name", "web", "image", "web")),
                                "volumes",
                                List.of(Map.of("name", "data", "emptyDir", Map.of()))))));
    }

    /** Has every volume that a pod names backed up. */
    private static final class EveryVolume implements BackupItemActionFactory {
        @Override
        public String name() {
            return "example.com/every-volume";
        }

        @Override
        public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
            return new BackupItemAction() {
                @Override
                public ItemSelector appliesTo() {
                    return ItemSelector.resources("pods");
                }

                @Override
                public BackupItemResult execute(KubernetesObject item) {
                    return BackupItemResult.of(item).withVolume(new VolumeDecision.BackUp("data", "velero.io/restic"));
                }
            };
        }
    }

    /** The controller of repositories and the agent of the node, which are through with their work at once. */
    private final class AgentInPlay implements AutoCloseable {
        private final Thread thread = Thread.ofVirtual().start(this::play);

        private void play() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    finish(VeleroKind.RESTIC_REPOSITORY, Map.of("phase", "Ready"));
                    finish(
                            VeleroKind.POD_VOLUME_BACKUP,
                            Map.of(
                                    "phase",
                                    "Completed",
                                    "snapshotID",
                                    "1a2b",
                                    "completionTimestamp",
                                    "2026-01-01T00:00:00Z"));
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void finish(VeleroKind<?> kind, Map<String, Object> status) {
            try {
                for (VeleroObject<?, ?> object : world.cluster.list(kind, ListOptions.inNamespace(World.NAMESPACE))) {
                    if (object.object().string("status", "phase").isEmpty()) {
                        world.cluster.mergePatch(
                                ApiResource.of(kind), World.NAMESPACE, object.name(), Map.of("status", status));
                    }
                }
            } catch (GoletaException e) {
                // Tries again.
            }
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void aListThatFailsForAMomentIsReadAgainWhenTheServerIsWell() throws InterruptedException {
        Backup backup = newBackup();
        // As often as one request is tried, and no more.
        FaultInjector.Rule stumble = world.sandbox.faults().next(4, request -> request.is("list", "configmaps"), AWAY);

        assertThat(completed(backup)).isEqualTo(Backup.Phase.Completed);

        assertThat(stumble.hits()).isEqualTo(4);
        assertThat(retries).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "get,     /apis/apps/v1",
        "get,     backups",
        "create,  namespaces",
        "create,  configmaps",
    })
    void aRestoreIsCompletedAfterAnOutage(String verb, String what) throws InterruptedException {
        Restore restore = newRestore();
        FaultInjector.Rule outage = outageFrom(request -> fits(request, verb, what));

        assertThat(completed(restore)).isEqualTo(Restore.Phase.Completed);

        assertThat(outage.hits()).isPositive();
        assertThat(retries).isEqualTo(1);
        assertThat(world.client.configMaps().inNamespace("copy").list().getItems())
                .extracting(map -> map.getMetadata().getName())
                .contains("settings-0", "settings-4");
    }

    @ParameterizedTest
    @CsvSource({"get, /apis/apps/v1", "get, backups", "create, configmaps"})
    void aRestoreIsCompletedWhenTheServerWasOverloaded(String verb, String what) throws InterruptedException {
        Restore restore = newRestore();
        FaultInjector.Rule overload = world.sandbox.faults().whenever(request -> fits(request, verb, what), BUSY);

        assertThat(completed(restore)).isEqualTo(Restore.Phase.Completed);

        assertThat(overload.hits()).isPositive();
        assertThat(retries).isEqualTo(1);
    }

    private static boolean fits(ServedRequest request, String verb, String what) {
        return what.startsWith("/")
                ? request.path().equals(what)
                : request.is(verb, what) && !request.namespace().equals("default");
    }

    /** From this request on, the server answers nothing. */
    private FaultInjector.Rule outageFrom(Predicate<ServedRequest> first) {
        AtomicBoolean begun = new AtomicBoolean();
        return world.sandbox
                .faults()
                .whenever(
                        request -> {
                            if (first.test(request)) {
                                begun.set(true);
                            }
                            return begun.get();
                        },
                        AWAY);
    }

    private Backup.Phase completed(Backup backup) throws InterruptedException {
        BackupReconciler reconciler = new BackupReconciler(
                world.locations,
                new BackupAdmission(
                        world.cluster,
                        world.locations,
                        new BackupAdmission.Defaults("default", Duration.ofDays(30), false),
                        world.clock),
                new RunStarts(List::of),
                new RunAttempts(folder.resolve("runs"), world.clock),
                (request, progress) -> new BackupRun(
                                world.cluster, plugins, settings(), context(), world.clock, progress)
                        .execute(request),
                Duration.ofMinutes(1),
                world.clock);
        return Objects.requireNonNull(reconciled(reconciler, backup).status().phase());
    }

    private Restore.Phase completed(Restore restore) throws InterruptedException {
        RestoreReconciler reconciler = new RestoreReconciler(
                world.cluster,
                world.locations,
                new RestoreAdmission(world.cluster, World.NAMESPACE, world.clock),
                new RestoreRemoval(world.cluster, world.locations, world.clock),
                new RunStarts(List::of),
                new RunAttempts(folder.resolve("runs"), world.clock),
                (request, progress) -> new RestoreRun(
                                world.cluster, List.of(), Set.of(), settings(), context(), world.clock, progress)
                        .execute(request),
                new RestoreReconciler.Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                world.clock);
        return Objects.requireNonNull(reconciled(reconciler, restore).status().phase());
    }

    /** As the controller does it; the server is back when it has been noticed that it was away. */
    private <V extends VeleroObject<?, ?>> V reconciled(Reconciler<V> reconciler, V run) throws InterruptedException {
        while (true) {
            try {
                ReconcileResult<V> result = reconciler.reconcile(run, changed -> {});
                return result.update().orElseThrow();
            } catch (GoletaException e) {
                assertThat(e.isRetryable()).as(e.getMessage()).isTrue();
                retries++;
                world.sandbox.faults().clear();
            }
        }
    }

    private Backup newBackup() {
        Backup backup = world.named(VeleroKind.BACKUP, "daily");
        backup.setSpec(Json.convert(
                Map.of("storageLocation", "default", "includedNamespaces", List.of("shop")), Backup.Spec.class));
        backup.setStatus(Backup.Status.started(world.clock.instant(), world.clock.instant()));
        return world.cluster.create(backup);
    }

    private Restore newRestore() throws InterruptedException {
        Backup backup = newBackup();
        assertThat(completed(backup)).isEqualTo(Backup.Phase.Completed);
        Restore restore = world.named(VeleroKind.RESTORE, "again");
        restore.setSpec(Json.convert(
                Map.of("backupName", "daily", "namespaceMapping", Map.of("shop", "copy")), Restore.Spec.class));
        restore.setStatus(Restore.Status.started(world.clock.instant()));
        return world.cluster.create(restore);
    }

    private PluginSettings settings() {
        return new PluginSettings(world.cluster, World.NAMESPACE);
    }

    private HostPluginContext context() {
        return new HostPluginContext(world.clock, folder.resolve("plugins"), world.cluster, World.NAMESPACE, Map.of());
    }

    private void create(String kind, @Nullable String namespace, String name) {
        ApiResource resource = world.cluster.discovery().find("v1", kind).orElseThrow();
        KubernetesObject object =
                KubernetesObject.of(Map.of("apiVersion", "v1", "kind", kind, "metadata", Map.of("name", name)));
        KubernetesObject placed = namespace == null ? object : object.with(namespace, "metadata", "namespace");
        if (world.cluster.get(resource, namespace, name).isEmpty()) {
            world.cluster.create(resource, placed);
        }
    }
}
