package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.goleta.core.api.Backup;
import io.goleta.core.api.Crds;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whatever lies in the namespace of the installation, the server lives and does the work of others. */
@Timeout(900)
class OddObjectsTest {
    private static final Logger LOGGER = LoggerFactory.getLogger(OddObjectsTest.class);
    private static final int COUNT = 1_000;

    @TempDir
    Path work;

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final Cluster cluster = Fabric8Cluster.connect(client, ExponentialBackoff.INTERACTIVE);
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final OddObjects odd = new OddObjects(20261129);
    private int stored;

    @BeforeEach
    void createNamespaces() {
        for (String name : List.of(LiveServer.NAMESPACE, "shop")) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("settings")
                        .endMetadata()
                        .withData(Map.of("a", "b"))
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @ParameterizedTest(name = "definitions validate: {0}")
    @ValueSource(booleans = {true, false})
    void aServerWorksAmongAThousandOddObjects(boolean validated) throws Exception {
        define(validated);
        create(object(VeleroKind.BACKUP_STORAGE_LOCATION, "default")
                .with(Map.of("provider", "test.io/memory", "objectStorage", Map.of("bucket", "b")), "spec"));
        create(COUNT / 2);
        try (LiveServer server = LiveServer.start(sandbox, store, work)) {
            create(COUNT / 2);
            backUpAndRestore("before");
            assertHealthy(server);
        }
        try (LiveServer server = LiveServer.start(sandbox, store, work)) {
            backUpAndRestore("after");
            assertHealthy(server);
        }
        assertThat(stored).isGreaterThan(validated ? COUNT / 20 : COUNT * 9 / 10);
    }

    private void define(boolean validated) {
        for (String yaml : Crds.all()) {
            CustomResourceDefinition definition = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            if (!validated) {
                definition
                        .getSpec()
                        .getVersions()
                        .forEach(version -> version.getSchema()
                                .setOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                        .withType("object")
                                        .withXKubernetesPreserveUnknownFields(true)
                                        .build()));
            }
            client.resource(definition).create();
        }
    }

    private void create(int count) {
        odd.stream(LiveServer.NAMESPACE, count).forEach(this::createIfAllowed);
    }

    private void createIfAllowed(KubernetesObject object) {
        try {
            create(object);
            stored++;
        } catch (GoletaException e) {
            LOGGER.debug("refused: {}", e.getMessage());
        }
    }

    private void create(KubernetesObject object) {
        VeleroKind<?> kind = VeleroKind.ALL.stream()
                .filter(known -> known.kind().equals(object.kind()))
                .findFirst()
                .orElseThrow();
        cluster.create(ApiResource.of(kind), object);
    }

    private void backUpAndRestore(String name) {
        create(object(VeleroKind.BACKUP, name)
                .with(Map.of("storageLocation", "default", "includedNamespaces", List.of("shop")), "spec"));
        awaitAtMost("the backup ends", () -> backup(name).status().phase() == Backup.Phase.Completed);
        create(object(VeleroKind.RESTORE, name)
                .with(Map.of("backupName", name, "namespaceMapping", Map.of("shop", "copy-" + name)), "spec"));
        awaitAtMost("the restore ends", () -> restore(name).status().phase() == Restore.Phase.Completed);
        assertThat(client.configMaps()
                        .inNamespace("copy-" + name)
                        .withName("settings")
                        .get())
                .isNotNull();
    }

    private static void awaitAtMost(String what, Callable<Boolean> condition) {
        await(what).atMost(Duration.ofSeconds(90)).until(condition);
    }

    private static void assertHealthy(LiveServer server) throws InterruptedException, IOException {
        for (String page : List.of("/livez", "/readyz", "/metrics")) {
            assertThat(server.status(page)).as(page).isEqualTo(200);
        }
    }

    private Backup backup(String name) {
        return cluster.get(VeleroKind.BACKUP, LiveServer.NAMESPACE, name).orElseThrow();
    }

    private Restore restore(String name) {
        return cluster.get(VeleroKind.RESTORE, LiveServer.NAMESPACE, name).orElseThrow();
    }

    private static KubernetesObject object(VeleroKind<?> kind, String name) {
        return kind.named(LiveServer.NAMESPACE, name).object();
    }
}
