package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.claim;
import static io.goleta.core.backup.Clusters.clusterScoped;
import static io.goleta.core.backup.Clusters.configMap;
import static io.goleta.core.backup.Clusters.namespaced;
import static io.goleta.core.backup.Clusters.pod;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.Crds;
import io.goleta.core.archive.ArchiveItem;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.sandbox.InjectedFault;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.action.VolumeDecision;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole backups over HTTP, against the API server of the testkit. */
@Timeout(120)
class BackupOfSandboxTest {
    private static final Map<String, Object> SHOP = Map.of("includedNamespaces", List.of("shop"));

    @TempDir
    Path folder;

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final Cluster cluster = Fabric8Cluster.connect(client);
    private BackupFixture fixture;

    @BeforeEach
    void furnish() {
        fixture = new BackupFixture(folder, cluster);
        create(clusterScoped("v1", "Namespace", "shop"));
        create(clusterScoped("v1", "Namespace", "velero"));
        Crds.all()
                .forEach(yaml -> client.load(new ByteArrayInputStream(yaml.getBytes(UTF_8)))
                        .create());
        create(widgets());
        cluster.refreshDiscovery();
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void thousandsOfMixedObjectsArriveAsTheServerHasThem() {
        createMany(5_000);

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        Map<ArchiveItem, KubernetesObject> archive = fixture.archive();
        for (String resource : List.of("configmaps", "secrets", "services", "widgets.example.com")) {
            Map<ArchiveItem, KubernetesObject> stored = stored(resource);
            assertThat(stored).isNotEmpty();
            assertThat(archive).containsAllEntriesOf(stored);
        }
        assertThat(archive)
                .containsKey(new ArchiveItem("namespaces", null, "shop"))
                .containsKey(
                        new ArchiveItem("customresourcedefinitions.apiextensions.k8s.io", null, "widgets.example.com"));
    }

    @Test
    void oneResourceThatMayNotBeListedLeavesTheRestWhole() {
        createMany(200);
        sandbox.whenever(
                request -> request.is("list", "secrets"), InjectedFault.status(403, "Forbidden", "no secrets for you"));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop").toString())
                .contains("Could not list secrets", "no secrets for you");
        assertThat(fixture.archive())
                .containsAllEntriesOf(stored("configmaps"))
                .containsAllEntriesOf(stored("services"));
    }

    @Test
    void anOverloadedServerOnlyMakesItSlower() {
        createMany(200);
        sandbox.faults()
                .next(
                        20,
                        request -> request.verb().equals("list"),
                        InjectedFault.status(503, "ServiceUnavailable", "busy"));
        sandbox.faults().next(3, request -> request.verb().equals("get"), InjectedFault.droppedConnection());

        assertThat(fixture.run(SHOP).phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.archive()).containsAllEntriesOf(stored("configmaps"));
    }

    @Test
    void volumesGoThroughTheApi() {
        for (int i = 0; i < 5; i++) {
            create(claim("shop", "data-" + i, "pv-" + i));
            KubernetesObject pod = pod("shop", "web-" + i, "data-" + i);
            create(pod.with(List.of(Map.of("name", "main", "image", "nginx")), "spec", "containers"));
        }
        fixture.addAction(
                ItemSelector.resources("pods"),
                item -> BackupItemResult.of(item)
                        .withVolume(new VolumeDecision.BackUp(
                                item.string("spec", "volumes", "0", "name").orElseThrow(), "velero.io/restic")));

        BackupReport report;
        try (NodeAgents agents = NodeAgents.thatSucceed(cluster)) {
            // The server deletes what belongs to an owner that is not there.
            report = fixture.run(create(BackupFixture.backup("daily", "", SHOP)));
        }

        assertThat(fixture.results("errors", "shop")).isEmpty();
        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.catalog().podVolumeBackups("daily"))
                .hasSize(5)
                .allSatisfy(
                        object -> assertThat(object.string("status", "phase")).contains("Completed"));
    }

    private void createMany(int count) {
        try (BoundedExecutor crew = new BoundedExecutor(32)) {
            IntStream.range(0, count).forEach(i -> crew.submit(() -> create(object(i))));
            crew.join();
        }
    }

    private static KubernetesObject object(int i) {
        return switch (i % 4) {
            case 0 -> configMap("shop", "settings-" + i);
            case 1 -> namespaced("v1", "Secret", "shop", "key-" + i).with(Map.of("password", "c2VjcmV0"), "data");
            case 2 ->
                namespaced("v1", "Service", "shop", "service-" + i)
                        .with(Map.of("ports", List.of(Map.of("port", 80))), "spec");
            default ->
                namespaced("example.com/v1", "Widget", "shop", "widget-" + i).with(Map.of("size", i), "spec");
        };
    }

    private static KubernetesObject widgets() {
        return clusterScoped("apiextensions.k8s.io/v1", "CustomResourceDefinition", "widgets.example.com")
                .with(
                        Map.of(
                                "group",
                                "example.com",
                                "scope",
                                "Namespaced",
                                "names",
                                Map.of("plural", "widgets", "singular", "widget", "kind", "Widget"),
                                "versions",
                                List.of(Map.of(
                                        "name",
                                        "v1",
                                        "served",
                                        true,
                                        "storage",
                                        true,
                                        "schema",
                                        Map.of(
                                                "openAPIV3Schema",
                                                Map.of(
                                                        "type",
                                                        "object",
                                                        "x-kubernetes-preserve-unknown-fields",
                                                        true))))),
                        "spec");
    }

    private Map<ArchiveItem, KubernetesObject> stored(String resource) {
        ApiResource known = cluster.discovery().resolve(resource).orElseThrow();
        return cluster.list(known.id(), "shop", "").stream()
                .collect(Collectors.toMap(
                        object -> new ArchiveItem(resource, object.namespace(), object.name()), object -> object));
    }

    private KubernetesObject create(KubernetesObject object) {
        ApiResource resource = cluster.discovery()
                .find(object.apiVersion(), object.kind())
                .or(() -> cluster.refreshDiscovery().find(object.apiVersion(), object.kind()))
                .orElseThrow();
        return cluster.create(resource, object);
    }
}
