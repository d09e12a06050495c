package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.clusterScoped;
import static io.goleta.core.backup.Clusters.configMap;
import static io.goleta.core.backup.Clusters.namespaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.kube.FakeCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFiltersTest {
    @TempDir
    Path folder;

    private FakeCluster cluster;
    private BackupFixture fixture;

    @BeforeEach
    void fillTheCluster() {
        cluster = Clusters.typical();
        fixture = new BackupFixture(folder, cluster);
        cluster.put(configMap("shop", "settings").withLabel("app", "web"));
        cluster.put(configMap("bank", "settings").withLabel("app", "bank"));
        cluster.put(namespaced("v1", "Secret", "shop", "key").withLabel("app", "db"));
        cluster.put(namespaced("apps/v1", "Deployment", "shop", "web").withLabel("app", "web"));
        cluster.put(clusterScoped("v1", "Node", "n1"));
    }

    @Test
    void everythingMeansEverythingOfTheCluster() {
        fixture.run(Map.of());

        assertThat(fixture.archived())
                .containsExactlyInAnyOrder(
                        "configmaps/shop/settings",
                        "configmaps/bank/settings",
                        "secrets/shop/key",
                        "deployments.apps/shop/web",
                        "nodes/n1",
                        "namespaces/shop",
                        "namespaces/bank",
                        "namespaces/velero",
                        "customresourcedefinitions.apiextensions.k8s.io/widgets.example.com",
                        "customresourcedefinitions.apiextensions.k8s.io/gadgets.example.com");
    }

    @Test
    void oneNamespaceMeansItsObjectsAndItself() {
        fixture.run(Map.of("includedNamespaces", List.of("shop")));

        assertThat(fixture.archived())
                .containsExactlyInAnyOrder(
                        "configmaps/shop/settings", "secrets/shop/key", "deployments.apps/shop/web", "namespaces/shop");
    }

    @Test
    void anExcludedNamespaceIsLeftOutWithTheClusterScopedObjects() {
        fixture.run(Map.of("excludedNamespaces", List.of("shop", "velero")));

        assertThat(fixture.archived()).containsExactlyInAnyOrder("configmaps/bank/settings", "namespaces/bank");
    }

    @Test
    void patternsStandForTheNamespacesThereAre() {
        fixture.run(Map.of("includedNamespaces", List.of("b*", "sh?p"), "excludedNamespaces", List.of("*op")));

        assertThat(fixture.archived()).containsExactlyInAnyOrder("configmaps/bank/settings", "namespaces/bank");
    }

    @Test
    void aNamespaceThatIsNotThereIsAnError() {
        BackupReport report = fixture.run(Map.of("includedNamespaces", List.of("shop", "gone")));

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "gone"))
                .containsExactly("There is no namespace gone, but the backup includes it");
        assertThat(fixture.archived()).contains("configmaps/shop/settings");
    }

    @Test
    void resourcesMayBeNamedAsUsersDo() {
        fixture.run(Map.of("includedResources", List.of("ConfigMap", "secrets", "deployment.apps")));

        assertThat(fixture.archived())
                .containsExactlyInAnyOrder(
                        "configmaps/shop/settings",
                        "configmaps/bank/settings",
                        "secrets/shop/key",
                        "deployments.apps/shop/web");
    }

    @Test
    void excludedResourcesAreLeftOut() {
        fixture.run(Map.of(
                "includedNamespaces", List.of("shop"),
                "excludedResources", List.of("secrets", "namespaces", "deployments.apps")));

        assertThat(fixture.archived()).containsExactly("configmaps/shop/settings");
    }

    @Test
    void anUnknownResourceNameIncludesNothingAndIsAWarning() {
        BackupReport report = fixture.run(Map.of(
                "includedResources", List.of("unicorns", "*.example.org"), "excludedResources", List.of("secrte")));

        assertThat(report.items()).isZero();
        assertThat(warnings())
                .containsExactly(
                        "spec.includedResources: the API server has no resource \"unicorns\", so nothing is backed up for"
                                + " it",
                        "spec.includedResources: the API server has no resource \"*.example.org\", so nothing is backed"
                                + " up for it",
                        "spec.excludedResources: the API server has no resource \"secrte\", so nothing is excluded by"
                                + " it");
    }

    @Test
    void anOrderOfWhatIsNotBackedUpIsAWarning() {
        fixture.run(Map.of(
                "includedNamespaces",
                List.of("shop"),
                "excludedResources",
                List.of("secrets"),
                "orderedResources",
                Map.of("podz", "shop/db-0", "secrets", "shop/key", "configmaps", "shop/gone,shop/settings")));

        assertThat(warnings())
                .containsExactly(
                        "spec.orderedResources: the API server has no resource \"podz\", so its order has no effect",
                        "spec.orderedResources: the backup does not include resource \"secrets\", so its order has no"
                                + " effect",
                        "Cannot find resource 'shop/gone'.");
    }

    @Test
    void namespacesThatAreNotThereAreReportedWhateverElseIsExcluded() {
        BackupReport report = fixture.run(Map.of(
                "includedNamespaces", List.of("shop", "gone"),
                "excludedNamespaces", List.of("bnak"),
                "includedResources", List.of("configmaps")));

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "gone")).hasSize(1);
        assertThat(warnings()).containsExactly("spec.excludedNamespaces: there is no namespace \"bnak\"");
        assertThat(fixture.archived()).containsExactly("configmaps/shop/settings");
    }

    @Test
    void labelsSelectObjectsAndTheirNamespaceComesAlong() {
        fixture.run(Map.of("labelSelector", Map.of("matchLabels", Map.of("app", "web"))));

        assertThat(fixture.archived())
                .containsExactlyInAnyOrder("configmaps/shop/settings", "deployments.apps/shop/web", "namespaces/shop");
    }

    @Test
    void theNamespaceOfNamedOnesComesAlongWithWhatIsInIt() {
        fixture.run(Map.of(
                "includedNamespaces", List.of("shop", "bank"),
                "labelSelector", Map.of("matchLabels", Map.of("app", "web"))));

        assertThat(fixture.archived())
                .containsExactlyInAnyOrder("configmaps/shop/settings", "deployments.apps/shop/web", "namespaces/shop");
    }

    @Test
    void anEmptyLabelSelectorSelectsEverything() {
        fixture.run(Map.of("includedNamespaces", List.of("bank"), "labelSelector", Map.of()));

        assertThat(fixture.archived()).containsExactlyInAnyOrder("configmaps/bank/settings", "namespaces/bank");
    }

    @Test
    void ofSeveralLabelSelectorsOneMustMatch() {
        BackupReport report = fixture.run(Map.of(
                "includedResources",
                List.of("configmaps", "secrets"),
                "orLabelSelectors",
                List.of(
                        Map.of("matchLabels", Map.of("app", "db")),
                        Map.of("matchLabels", Map.of("app", "web")),
                        Map.of(
                                "matchExpressions",
                                List.of(Map.of("key", "app", "operator", "In", "values", List.of("db")))))));

        assertThat(fixture.archived()).containsExactlyInAnyOrder("configmaps/shop/settings", "secrets/shop/key");
        assertThat(report.items()).isEqualTo(2);
    }

    @Test
    void clusterResourcesComeWithANamespaceOnlyWhereAskedFor() {
        fixture.run(Map.of("includedNamespaces", List.of("bank"), "includeClusterResources", true));

        assertThat(fixture.archived())
                .contains("nodes/n1", "namespaces/bank", "configmaps/bank/settings")
                .doesNotContain("namespaces/shop");
    }

    @Test
    void withoutClusterResourcesOnlyNamespacesAreLeftOfThem() {
        fixture.run(Map.of("includeClusterResources", false, "excludedNamespaces", List.of("velero")));

        assertThat(fixture.archived())
                .containsExactlyInAnyOrder(
                        "configmaps/shop/settings",
                        "configmaps/bank/settings",
                        "secrets/shop/key",
                        "deployments.apps/shop/web",
                        "namespaces/shop",
                        "namespaces/bank");
    }

    private List<Object> warnings() {
        return fixture.document("results.gz").list("warnings", "velero");
    }
}
