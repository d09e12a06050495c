package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.Crds;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.sandbox.Sandbox;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RejectedPluginTest {
    @TempDir
    Path work;

    @Test
    void everyRunWarnsThatItGoesOnWithoutThePlugin() throws Exception {
        Files.writeString(Files.createDirectories(work.resolve("plugins")).resolve("redact.jar"), "not a jar");
        InMemoryObjectStore store = new InMemoryObjectStore();
        try (Sandbox sandbox = Sandbox.start();
                KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()))) {
            Crds.all()
                    .forEach(yaml -> client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                            .create());
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(LiveServer.NAMESPACE)
                            .endMetadata()
                            .build())
                    .create();
            Cluster cluster = Fabric8Cluster.connect(client);
            create(
                    cluster,
                    VeleroKind.BACKUP_STORAGE_LOCATION,
                    "default",
                    Map.of("provider", "test.io/memory", "objectStorage", Map.of("bucket", "b")));
            try (LiveServer server = LiveServer.start(sandbox, store, work)) {
                create(cluster, VeleroKind.BACKUP, "b1", Map.of("storageLocation", "default"));

                await().atMost(Duration.ofSeconds(60))
                        .until(() -> backup(cluster).status().phase() == Backup.Phase.Completed);
                assertThat(server.status("/readyz")).isEqualTo(200);
            }
            assertThat(backup(cluster).status().warnings()).isPositive();
            assertThat(results(store)).contains("redact.jar").contains("is rejected and not used");
        }
    }

    private static String results(InMemoryObjectStore store) throws Exception {
        try (GZIPInputStream in = new GZIPInputStream(new BackupCatalog(store)
                .open(DownloadRequest.Kind.BackupResults, "b1")
                .orElseThrow())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void create(Cluster cluster, VeleroKind<?> kind, String name, Map<String, Object> spec) {
        cluster.create(
                ApiResource.of(kind),
                kind.named(LiveServer.NAMESPACE, name).object().with(spec, "spec"));
    }

    private static Backup backup(Cluster cluster) {
        return cluster.get(VeleroKind.BACKUP, LiveServer.NAMESPACE, "b1").orElseThrow();
    }
}
