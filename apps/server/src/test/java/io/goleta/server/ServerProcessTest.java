package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.Crds;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.PluginHost;
import io.goleta.sandbox.Sandbox;
import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Informers;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.leader.Leadership;
import io.goleta.server.location.CredentialFiles;
import io.goleta.server.location.StorageLocations;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerProcessTest {
    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch working = new CountDownLatch(1);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void oneThatLostTheLeaseEndsAndGivesItUpOnlyWhenNothingIsUnderWay() throws InterruptedException {
        int exitCode = process(new Lease(true)).runUntilShutdown();

        assertThat(exitCode).isEqualTo(1);
        assertThat(events).containsExactly("working", "interrupted", "given up");
    }

    @Test
    void oneThatStandsByDoesNotWork() throws InterruptedException {
        int exitCode = process(new Lease(false)).runUntilShutdown();

        assertThat(exitCode).isEqualTo(1);
        assertThat(events).containsExactly("given up");
    }

    private ServerProcess process(Leadership leadership) {
        CommonOptions options = new CommonOptions();
        options.namespace = "default";
        options.metricsAddress = "127.0.0.1:0";
        Cluster cluster = Fabric8Cluster.connect(client);
        Crds.all()
                .forEach(yaml -> client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                        .create());
        cluster.create(VeleroKind.BACKUP.named("default", "daily"));
        Informers informers = new Informers(client);
        Controller<Backup> controller = new Controller<>(
                informers,
                cluster,
                VeleroKind.BACKUP,
                "default",
                object -> true,
                (object, progress) -> {
                    events.add("working");
                    working.countDown();
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                    } catch (InterruptedException e) {
                        events.add("interrupted");
                        throw e;
                    }
                    return ReconcileResult.done();
                },
                1);
        PluginHost plugins = PluginHost.load(List.of(folder));
        HostPluginContext context = new HostPluginContext(Clock.systemUTC(), folder, cluster, "default", Map.of());
        StorageLocations locations = new StorageLocations(
                cluster, "default", plugins::objectStore, context, new CredentialFiles(cluster, "default", folder));
        return new ServerProcess(
                options,
                informers,
                plugins,
                locations,
                Map.of(),
                Set.of(),
                () -> Map.of("backup", controller),
                leadership);
    }

    /** Wins at once or never, and loses when the work has begun. */
    private final class Lease implements Leadership {
        private final boolean wins;

        Lease(boolean wins) {
            this.wins = wins;
        }

        @Override
        public void seek(Listener listener) {
            if (wins) {
                listener.won();
            }
            Thread.startVirtualThread(() -> {
                try {
                    if (wins) {
                        working.await();
                    }
                    listener.lost();
                } catch (InterruptedException e) {
                    events.add("never worked");
                }
            });
        }

        @Override
        public void close() {
            events.add("given up");
        }
    }
}
