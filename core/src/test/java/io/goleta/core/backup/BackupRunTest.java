package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.claim;
import static io.goleta.core.backup.Clusters.clusterScoped;
import static io.goleta.core.backup.Clusters.configMap;
import static io.goleta.core.backup.Clusters.namespaced;
import static io.goleta.core.backup.Clusters.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.api.Backup;
import io.goleta.core.archive.ArchiveItem;
import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BackupRunTest {
    private static final Map<String, Object> SHOP = Map.of("includedNamespaces", List.of("shop"));

    @TempDir
    Path folder;

    private BackupFixture fixture;
    private FakeCluster cluster;

    @BeforeEach
    void start() {
        cluster = Clusters.typical();
        fixture = new BackupFixture(folder, cluster);
    }

    @Test
    void publishesTheBackupWithItsFinalStatus() {
        cluster.put(configMap("shop", "settings"));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(report.items()).isEqualTo(2);
        KubernetesObject published = fixture.metadata();
        assertThat(published.map("status"))
                .containsEntry("phase", "Completed")
                .containsEntry("version", 1)
                .containsEntry("formatVersion", "1.1.0")
                .containsEntry("startTimestamp", "2026-01-01T00:00:00Z")
                .containsEntry("completionTimestamp", report.completed().toString())
                .containsEntry("errors", 0)
                .containsEntry("warnings", 0)
                .containsEntry("progress", Map.of("totalItems", 2, "itemsBackedUp", 2));
        assertThat(published.map("spec")).isEqualTo(SHOP);
    }

    @Test
    void writesObjectsAsTheServerHasThem() {
        KubernetesObject stored = cluster.put(configMap("shop", "settings"));

        fixture.run(SHOP);

        assertThat(fixture.archive()).containsEntry(new ArchiveItem("configmaps", "shop", "settings"), stored);
    }

    @Test
    void listsWhatItTookUpByKind() {
        cluster.put(configMap("shop", "b"));
        cluster.put(configMap("shop", "a"));
        cluster.put(namespaced("apps/v1", "Deployment", "shop", "web"));

        fixture.run(SHOP);

        assertThat(fixture.document("resource-list.json.gz").content())
                .isEqualTo(Map.of(
                        "v1/ConfigMap", List.of("shop/a", "shop/b"),
                        "apps/v1/Deployment", List.of("shop/web"),
                        "v1/Namespace", List.of("shop")));
    }

    @Test
    void oneListThatIsRefusedAmongManyLeavesTheRestWhole() {
        cluster.put(configMap("shop", "settings"));
        cluster.put(namespaced("v1", "Secret", "shop", "key"));
        cluster.onCall(call -> {
            if (call.toString().equals("list secrets shop")) {
                throw FakeCluster.forbidden(call);
            }
        });

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(report.errors()).isEqualTo(1);
        assertThat(fixture.results("errors", "shop"))
                .containsExactly("Could not list secrets: list secrets shop is forbidden");
        assertThat(fixture.archived()).containsExactly("configmaps/shop/settings", "namespaces/shop");
    }

    @Test
    void aBrokenApiGroupIsAWarning() {
        cluster.offerBroken("metrics.k8s.io/v1beta1", "the server is currently unable to handle the request");

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(fixture.document("results.gz").list("warnings", "velero").toString())
                .contains("metrics.k8s.io/v1beta1", "unable to handle");
    }

    @Test
    void anObjectWhoseActionFailsIsAnErrorAndTheRestGoesOn() {
        for (int i = 0; i < 50; i++) {
            cluster.put(configMap("shop", "settings-" + i));
        }
        fixture.addAction(ItemSelector.resources("configmaps"), item -> {
            if (item.name().equals("settings-7")) {
                throw new GoletaException(Fault.PLUGIN, "it holds a password");
            }
            return BackupItemResult.of(item);
        });

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop"))
                .containsExactly("Could not back up configmaps/shop/settings-7: it holds a password");
        assertThat(fixture.archived()).hasSize(50).doesNotContain("configmaps/shop/settings-7");
        assertThat(fixture.document("resource-list.json.gz").list("v1/ConfigMap"))
                .contains("shop/settings-7");
    }

    @Test
    void aPluginThatCannotBeConfiguredFailsTheBackupBeforeItWroteAnything() {
        fixture.plugins.add(new RefusingFactory());

        assertThatThrownBy(() -> fixture.run(SHOP)).hasMessage("imageTag must be a number");
        assertThat(fixture.catalog().backups()).isEmpty();
    }

    @Test
    void skipsWhatIsLabelledOrBeingDeleted() {
        cluster.put(configMap("shop", "kept"));
        cluster.put(configMap("shop", "not-true").withLabel("velero.io/exclude-from-backup", "false"));
        cluster.put(configMap("shop", "labelled").withLabel("velero.io/exclude-from-backup", "true"));
        cluster.put(configMap("shop", "leaving").with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp"));

        BackupReport report = fixture.run(SHOP);

        assertThat(fixture.archived())
                .containsExactly("configmaps/shop/kept", "configmaps/shop/not-true", "namespaces/shop");
        assertThat(report.items()).isEqualTo(3);
        assertThat(report.warnings()).isZero();
    }

    @Test
    void followsPodsToClaimsVolumesAndPriorityClasses() {
        cluster.put(pod("shop", "web", "data").with("gold", "spec", "priorityClassName"));
        cluster.put(claim("shop", "data", "pv-1"));
        cluster.put(claim("shop", "unused", "pv-2"));
        cluster.put(clusterScoped("v1", "PersistentVolume", "pv-1"));
        cluster.put(clusterScoped("v1", "PersistentVolume", "pv-2"));
        cluster.put(clusterScoped("v1", "PersistentVolume", "pv-3"));
        cluster.put(clusterScoped("scheduling.k8s.io/v1", "PriorityClass", "gold"));

        fixture.run(SHOP);

        assertThat(fixture.archived())
                .containsExactly(
                        "namespaces/shop",
                        "persistentvolumeclaims/shop/data",
                        "persistentvolumeclaims/shop/unused",
                        "persistentvolumes/pv-1",
                        "persistentvolumes/pv-2",
                        "pods/shop/web",
                        "priorityclasses.scheduling.k8s.io/gold");
    }

    @Test
    void followsServiceAccountsToTheirClusterRoles() {
        cluster.put(namespaced("v1", "ServiceAccount", "shop", "robot"));
        cluster.put(clusterScoped("rbac.authorization.k8s.io/v1", "ClusterRole", "reader"));
        cluster.put(clusterScoped("rbac.authorization.k8s.io/v1", "ClusterRole", "writer"));
        cluster.put(binding("robots-read", "reader", "ServiceAccount", "shop", "robot"));
        cluster.put(binding("others-write", "writer", "ServiceAccount", "bank", "robot"));
        cluster.put(binding("users-write", "writer", "User", "shop", "robot"));

        fixture.run(SHOP);

        assertThat(fixture.archived())
                .containsExactly(
                        "clusterrolebindings.rbac.authorization.k8s.io/robots-read",
                        "clusterroles.rbac.authorization.k8s.io/reader",
                        "namespaces/shop",
                        "serviceaccounts/shop/robot");
    }

    @Test
    void keepsServiceAccountsWhenBindingsCannotBeListed() {
        cluster.put(namespaced("v1", "ServiceAccount", "shop", "robot"));
        cluster.put(namespaced("v1", "ServiceAccount", "shop", "other"));
        cluster.onCall(call -> {
            if (call.toString().startsWith("list clusterrolebindings")) {
                throw FakeCluster.forbidden(call);
            }
        });

        BackupReport report = fixture.run(SHOP);

        assertThat(report.errors()).isEqualTo(1);
        assertThat(fixture.archived()).contains("serviceaccounts/shop/robot", "serviceaccounts/shop/other");
    }

    @Test
    void addsTheDefinitionsOfCustomResourcesThatItHolds() {
        cluster.put(namespaced("example.com/v1", "Widget", "shop", "w1"));

        fixture.run(SHOP);

        assertThat(fixture.archived())
                .containsExactly(
                        "customresourcedefinitions.apiextensions.k8s.io/widgets.example.com",
                        "namespaces/shop",
                        "widgets.example.com/shop/w1");
    }

    @Test
    void addsNoDefinitionWhereClusterResourcesAreNotWanted() {
        cluster.put(namespaced("example.com/v1", "Widget", "shop", "w1"));

        fixture.run(Map.of("includedNamespaces", List.of("shop"), "includeClusterResources", false));

        assertThat(fixture.archived()).containsExactly("namespaces/shop", "widgets.example.com/shop/w1");
    }

    @Test
    void backsUpAnObjectOnceHoweverManyAskForIt() {
        AtomicInteger calls = new AtomicInteger();
        cluster.put(namespaced("v1", "Secret", "shop", "shared"));
        for (int i = 0; i < 100; i++) {
            cluster.put(configMap("shop", "settings-" + i));
        }
        fixture.addAction(
                ItemSelector.resources("configmaps"),
                item -> BackupItemResult.of(item).withAdditionalItem(secret("shared")));
        fixture.addAction(ItemSelector.resources("secrets"), item -> {
            calls.incrementAndGet();
            return BackupItemResult.of(item);
        });

        BackupReport report = fixture.run(SHOP);

        assertThat(calls).hasValue(1);
        assertThat(report.items()).isEqualTo(102);
    }

    @Test
    void additionalItemsGoThroughTheFiltersUnlessTheyMustNot() {
        cluster.put(configMap("shop", "polite"));
        cluster.put(configMap("shop", "pushy"));
        cluster.put(namespaced("v1", "Secret", "shop", "polite"));
        cluster.put(namespaced("v1", "Secret", "shop", "pushy"));
        fixture.addAction(ItemSelector.resources("configmaps"), item -> {
            KubernetesObject marked = item.name().equals("pushy")
                    ? item.withAnnotation("backup.velero.io/must-include-additional-items", "true")
                    : item;
            return BackupItemResult.of(marked).withAdditionalItem(secret(item.name()));
        });

        fixture.run(Map.of("includedNamespaces", List.of("shop"), "excludedResources", List.of("secrets")));

        assertThat(fixture.archived())
                .containsExactly(
                        "configmaps/shop/polite", "configmaps/shop/pushy", "namespaces/shop", "secrets/shop/pushy");
    }

    @Test
    void anAdditionalItemThatIsNotThereIsAWarning() {
        cluster.put(configMap("shop", "settings"));
        fixture.addAction(
                ItemSelector.resources("configmaps"),
                item -> BackupItemResult.of(item).withAdditionalItem(secret("gone")));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
        assertThat(fixture.results("warnings", "shop"))
                .containsExactly("Additional item was not found in Kubernetes API, can't back it up: secrets/shop/gone"
                        + " (item action example.com/test-1 asks for it)");
    }

    @Test
    void followsAChainOfAdditionalItemsOfAnyLength() {
        int length = 20_000;
        for (int i = 0; i < length; i++) {
            cluster.put(configMap("bank", "link-" + i));
        }
        cluster.put(namespaced("v1", "Secret", "shop", "start"));
        fixture.addAction(
                ItemSelector.resources("secrets"),
                item -> BackupItemResult.of(item).withAdditionalItem(configMapId("link-0")));
        fixture.addAction(
                ItemSelector.resources("configmaps"),
                item -> BackupItemResult.of(item)
                        .withAdditionalItem(configMapId(
                                "link-" + (Integer.parseInt(item.name().substring(5)) + 1) % length)));

        BackupReport report = fixture.run(Map.of("includedResources", List.of("secrets", "configmaps")));

        assertThat(report.items()).isEqualTo(length + 1);
        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
    }

    @Test
    void orderedResourcesComeFirstAndInTheirOrder() {
        for (int i = 0; i < 40; i++) {
            cluster.put(configMap("shop", "settings-" + i));
        }
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        fixture.addAction(ItemSelector.resources("configmaps"), item -> {
            order.add(item.name());
            return BackupItemResult.of(item);
        });

        BackupReport report = fixture.run(Map.of(
                "includedNamespaces", List.of("shop"),
                "orderedResources",
                        Map.of(
                                "configmaps",
                                "shop/settings-31,shop/settings-5, shop/gone,bank/other,shop/settings-17")));

        assertThat(order)
                .startsWith("settings-31", "settings-5", "settings-17")
                .hasSize(40)
                .doesNotHaveDuplicates();
        assertThat(fixture.document("results.gz").list("warnings", "velero"))
                .containsExactly("Cannot find resource 'shop/gone'.", "Cannot find resource 'bank/other'.");
        assertThat(report.phase()).isEqualTo(Backup.Phase.Completed);
    }

    @Test
    void readsListsAndObjectsManyAtOnce() {
        AtomicInteger listing = new AtomicInteger();
        AtomicInteger mostLists = new AtomicInteger();
        cluster.onCall(call -> {
            if (call.verb().equals("list")) {
                mostLists.accumulateAndGet(listing.incrementAndGet(), Math::max);
                pause();
                listing.decrementAndGet();
            }
        });

        fixture.run(SHOP);

        assertThat(mostLists.get()).isBetween(4, 16);
    }

    @Test
    void tellsHowFarItIs() {
        Map<Integer, Integer> told = new ConcurrentHashMap<>();
        fixture.clock = TestClock.ticking(Instant.EPOCH, Duration.ofMillis(100));
        fixture.listener = told::put;
        for (int i = 0; i < 200; i++) {
            cluster.put(configMap("shop", "settings-" + i));
        }

        fixture.run(SHOP);

        assertThat(told).isNotEmpty();
        told.forEach((total, done) -> assertThat(done).isBetween(1, total));
    }

    @Test
    void fiveThousandObjectsAllArrive() {
        for (int i = 0; i < 5_000; i++) {
            cluster.put(configMap("shop", "settings-" + i));
        }

        BackupReport report = fixture.run(SHOP);

        assertThat(report.items()).isEqualTo(5_001);
        assertThat(fixture.archived()).hasSize(5_001);
    }

    @Test
    void anErrorOfTheVirtualMachineEndsTheBackupUnpublished() {
        cluster.put(configMap("shop", "settings"));
        fixture.addAction(ItemSelector.resources("configmaps"), item -> {
            throw new OutOfMemoryError("simulated");
        });

        assertThatThrownBy(() -> fixture.run(SHOP)).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(fixture.catalog().backups()).isEmpty();
    }

    @Test
    void anInterruptedBackupLeavesNothingInTheBucket() throws InterruptedException {
        cluster.put(configMap("shop", "settings"));
        Thread runner = Thread.currentThread();
        fixture.addAction(ItemSelector.resources("configmaps"), item -> {
            runner.interrupt();
            return BackupItemResult.of(item);
        });

        assertThatThrownBy(() -> fixture.run(SHOP))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.isRetryable()).isTrue());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.catalog().backups()).isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ItemId secret(String name) {
        return new ItemId(GroupResource.parse("secrets"), "shop", name);
    }

    private static ItemId configMapId(String name) {
        return new ItemId(GroupResource.parse("configmaps"), "bank", name);
    }

    private static KubernetesObject binding(
            String name, String role, String subjectKind, String subjectNamespace, String subject) {
        return clusterScoped("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", name)
                .with(Map.of("kind", "ClusterRole", "name", role), "roleRef")
                .with(List.of(Map.of("kind", subjectKind, "namespace", subjectNamespace, "name", subject)), "subjects");
    }
}
