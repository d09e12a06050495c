package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.definition;
import static io.goleta.core.restore.Samples.namespace;
import static io.goleta.core.restore.Samples.object;
import static io.goleta.core.restore.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Restore;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RestoreRunTest {
    private Scenario scenario;

    @BeforeEach
    void start(@TempDir Path folder) {
        scenario = new Scenario(folder);
    }

    @AfterEach
    void stop() {
        scenario.close();
    }

    @Test
    void bringsObjectsBackIntoANamespaceThatIsMadeForThem() {
        scenario.backup(List.of(
                namespace("shop").withLabel("team", "red").withAnnotation("note", "ours"),
                configMap("shop", "settings")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
        KubernetesObject restored = scenario.get("configmaps", "shop", "settings");
        assertThat(restored.strings("data")).containsEntry("key", "value");
        assertThat(restored.labels())
                .containsEntry("velero.io/backup-name", "daily")
                .containsEntry("velero.io/restore-name", "r0");
        KubernetesObject made = scenario.get("namespaces", "", "shop");
        assertThat(made.labels()).containsEntry("team", "red").doesNotContainKey("velero.io/restore-name");
        assertThat(made.annotations()).containsEntry("note", "ours");
    }

    @Test
    void whatIsAskedForAndNotDoneIsAWarning() {
        scenario.backup(List.of(configMap("shop", "settings")));

        RestoreReport report =
                scenario.restore(Map.of("resourceModifier", Map.of("kind", "configmap", "name", "rules")));

        assertThat(report.warnings()).isEqualTo(1);
        assertThat(scenario.results("r0"))
                .contains("spec.resourceModifier is not supported: the resource modifier is not applied");
    }

    @Test
    void objectsOfTwoNamespacesThatMeetUnderOneNameAreNamedInAWarning() {
        scenario.backup(
                List.of(configMap("blue", "settings"), configMap("green", "settings"), configMap("green", "own")));

        RestoreReport report = scenario.restore(Map.of("namespaceMapping", Map.of("blue", "shop", "green", "shop")));

        assertThat(report.warnings()).isEqualTo(1);
        assertThat(scenario.results("r0"))
                .contains(
                        "configmaps/blue/settings",
                        "configmaps/green/settings",
                        "is restored as configmaps/shop/settings");
        assertThat(scenario.get("configmaps", "shop", "own").name()).isEqualTo("own");
    }

    @Test
    void publishesLogAndResults() {
        scenario.backup(List.of(configMap("shop", "settings")));

        scenario.restore(Map.of());

        assertThat(scenario.results("r0")).isEqualTo("{\"errors\":{},\"warnings\":{}}\n");
        assertThat(scenario.log("r0")).contains("msg=Restored", "item=configmaps/shop/settings", "restore=velero/r0");
    }

    @Test
    void isDoneThoughItsLogCannotBeKeptInABucketThatMayOnlyBeRead() {
        scenario.backup(List.of(configMap("shop", "settings")));
        scenario.store().makeReadOnly();

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(report.errors()).isEqualTo(1);
        assertThat(report.unpublished())
                .contains("everything was restored that could be", "the credentials are read-only");
        scenario.get("configmaps", "shop", "settings");
    }

    @Test
    void movesObjectsToOtherNamespaces() {
        scenario.backup(List.of(
                namespace("shop").withLabel("team", "red"), configMap("shop", "settings"), configMap("other", "kept")));

        scenario.restore(Map.of("namespaceMapping", Map.of("shop", "shop-copy")));

        assertThat(scenario.find("namespaces", "", "shop")).isEmpty();
        assertThat(scenario.get("namespaces", "", "shop-copy").labels()).containsEntry("team", "red");
        scenario.get("configmaps", "shop-copy", "settings");
        scenario.get("configmaps", "other", "kept");
    }

    @Test
    void oneRefusedObjectIsAnErrorAndTheOthersGoOn() {
        List<KubernetesObject> objects = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            objects.add(configMap("shop", "settings-" + i));
        }
        objects.add(service("shop", "Bad_Name"));
        scenario.backup(objects);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.phase()).isEqualTo(Restore.Phase.PartiallyFailed);
        assertThat(report.errors()).isEqualTo(1);
        assertThat(report.items()).isEqualTo(200);
        assertThat(scenario.results("r0"))
                .contains("\"namespaces\":{\"shop\":[\"error restoring services/shop/Bad_Name: ");
    }

    @Test
    void errorsAreFiledUnderTheTargetNamespace() {
        scenario.backup(List.of(service("shop", "Bad_Name")));

        scenario.restore(Map.of("namespaceMapping", Map.of("shop", "shop-copy")));

        assertThat(scenario.results("r0")).contains("\"shop-copy\":[");
    }

    @Test
    void customResourcesComeAfterTheirDefinitions() {
        KubernetesObject widget =
                object("example.com/v1", "Widget", "shop", "one").with(Map.of("size", 3), "spec");
        scenario.backup(List.of(widget, definition("widgets", "Widget")));

        RestoreReport report = scenario.restore(Map.of("includeClusterResources", true));

        assertThat(report.phase()).isEqualTo(Restore.Phase.Completed);
        scenario.cluster().refreshDiscovery();
        assertThat(scenario.get("widgets.example.com", "shop", "one").get("spec", "size"))
                .contains(3);
    }

    @Test
    void resourcesTheClusterDoesNotOfferAreOneWarningEach() {
        scenario.backup(List.of(
                object("example.com/v1", "Widget", "shop", "one"),
                object("example.com/v1", "Widget", "shop", "two"),
                configMap("shop", "settings")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 1, 0, 1, null));
        assertThat(scenario.results("r0")).contains("2 objects of widgets.example.com are not restored");
    }

    @Test
    void runtimeObjectsOfVeleroAreNeverRestored() {
        scenario.backup(List.of(
                object("velero.io/v1", "DeleteBackupRequest", "velero", "boom").with("daily", "spec", "backupName"),
                object("velero.io/v1", "BackupStorageLocation", "velero", "default")
                        .with("filesystem", "spec", "provider")
                        .with("bucket", "spec", "objectStorage", "bucket")));

        scenario.restore(Map.of());

        assertThat(scenario.list("deletebackuprequests.velero.io", "velero")).isEmpty();
        scenario.get("backupstoragelocations.velero.io", "velero", "default");
    }

    @Test
    void whatTheClusterNotesAboutItselfIsNeverRestored() {
        scenario.backup(List.of(
                object("networking.k8s.io/v1", "IPAddress", "", "10.96.0.57"),
                object("networking.k8s.io/v1", "ServiceCIDR", "", "kubernetes"),
                object("networking.k8s.io/v1", "ServiceCIDR", "", "more"),
                object("resource.k8s.io/v1", "ResourceSlice", "", "node-1-gpu.example.com-x7x2p")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
        assertThat(scenario.list("ipaddresses.networking.k8s.io", "")).isEmpty();
        assertThat(scenario.list("resourceslices.resource.k8s.io", "")).isEmpty();
        assertThat(scenario.list("servicecidrs.networking.k8s.io", ""))
                .extracting(KubernetesObject::name)
                .containsExactly("more");
    }

    @Test
    void filtersByNamespaceResourceAndLabel() {
        scenario.backup(List.of(
                configMap("shop", "wanted").withLabel("app", "web"),
                configMap("shop", "unlabelled"),
                configMap("bank", "elsewhere").withLabel("app", "web"),
                service("shop", "web").withLabel("app", "web")));

        RestoreReport report = scenario.restore(Map.of(
                "includedNamespaces", List.of("sh*"),
                "excludedResources", List.of("svc"),
                "labelSelector", Map.of("matchLabels", Map.of("app", "web"))));

        assertThat(report.items()).isEqualTo(1);
        scenario.get("configmaps", "shop", "wanted");
        assertThat(scenario.find("namespaces", "", "bank")).isEmpty();
    }

    @Test
    void clusterScopedObjectsStayOutWhenNamespacesAreChosen() {
        KubernetesObject role = object("rbac.authorization.k8s.io/v1", "ClusterRole", "", "reader");
        scenario.backup(List.of(role, configMap("shop", "settings")));

        scenario.restore(Map.of("includedNamespaces", List.of("shop")));
        assertThat(scenario.find("clusterroles.rbac.authorization.k8s.io", "", "reader"))
                .isEmpty();

        scenario.restore(Map.of());
        scenario.get("clusterroles.rbac.authorization.k8s.io", "", "reader");
    }

    @Test
    void refusesABackupThatDoesNotExist() {
        assertThatThrownBy(() -> scenario.restore(Map.of()))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("daily");
        assertThat(scenario.results("r0")).contains("\"velero\":[");
    }

    @Test
    void anApiServerThatStopsAnsweringEndsTheRunForNow() {
        List<KubernetesObject> objects = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            objects.add(configMap("shop", "settings-" + i));
        }
        scenario.backup(objects);
        KubernetesObject restore = scenario.restoreObject("r0", Map.of());
        AtomicInteger creations = new AtomicInteger();
        try (var rule = scenario.sandbox()
                .whenever(
                        request -> request.is("create", "configmaps") && creations.incrementAndGet() > 20
                                || creations.get() > 20,
                        io.goleta.sandbox.InjectedFault.status(503, "ServiceUnavailable", "etcd is away"))) {
            assertThatThrownBy(() -> scenario.execute(restore))
                    .isInstanceOfSatisfying(GoletaException.class, e -> {
                        assertThat(e.fault()).isEqualTo(Fault.CLUSTER);
                        assertThat(e.isRetryable()).isTrue();
                    })
                    .hasMessageContaining("etcd is away");
        }

        assertThat(scenario.execute(restore)).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 500, null));
    }

    @Test
    void oneObjectThatTheServerCannotTakeIsNotTheEndOfTheRun() {
        scenario.backup(List.of(configMap("shop", "good"), configMap("shop", "bad")));
        scenario.sandbox()
                .whenever(
                        request -> request.is("create", "configmaps")
                                && request.name().equals("bad"),
                        io.goleta.sandbox.InjectedFault.status(500, "InternalError", "failed calling webhook"));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 1, null));
    }

    @Test
    void aDefectInAnActionCostsOneObject() {
        scenario.plugin(Actions.action("test/defect", ItemSelector.resources("services"), result -> {
            throw new ClassCastException("oops");
        }));
        scenario.backup(List.of(service("shop", "web"), configMap("shop", "settings")));

        assertThat(scenario.restore(Map.of()))
                .isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 1, null));
    }

    @Test
    void restoresThousandsOfObjects() {
        List<KubernetesObject> objects = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            objects.add(configMap("ns-" + i % 7, "settings-" + i));
        }
        scenario.backup(objects);
        List<Integer> progress = new ArrayList<>();
        scenario.listener((total, done) -> {
            assertThat(total).isEqualTo(5_000);
            progress.add(done);
        });

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 5_000, null));
        assertThat(scenario.list("configmaps", "ns-3")).hasSizeGreaterThanOrEqualTo(714);
        assertThat(progress).isSorted().endsWith(5_000);
    }
}
