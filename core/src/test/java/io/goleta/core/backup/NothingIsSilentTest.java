package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.configMap;
import static io.goleta.core.backup.Clusters.namespaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user asked for is in the backup, or in its results. */
class NothingIsSilentTest {
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
    void whatIsAskedForAndNotDoneIsAWarning() {
        cluster.put(namespaced("v1", "Pod", "shop", "db")
                .with(Map.of("pre.hook.backup.velero.io/command", "[\"/freeze\"]"), "metadata", "annotations"));

        BackupReport report = fixture.run(Map.of(
                "includedNamespaces",
                List.of("shop"),
                "hooks",
                Map.of("resources", List.of(Map.of("name", "freeze")))));

        assertThat(report.warnings()).isEqualTo(2);
        assertThat(fixture.document("results.gz").list("warnings", "velero"))
                .isEqualTo(List.of("spec.hooks.resources is not supported: no hook is run"));
        assertThat(fixture.results("warnings", "shop"))
                .containsExactly(
                        "pods/shop/db: annotation pre.hook.backup.velero.io/command is not supported: no hook is run");
    }

    @Test
    void aNumberThatJsonDoesNotHaveIsAnErrorOfItsObject() {
        cluster.put(configMap("shop", "settings"));
        fixture.addAction(
                ItemSelector.resources("configmaps"),
                item -> BackupItemResult.of(item.with(Double.NaN, "data", "ratio")));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop").toString()).contains("NaN is not a number that JSON has");
    }

    @Test
    void whoAsksForAnObjectThatIsNotThereIsNamed() {
        cluster.put(configMap("shop", "settings"));
        fixture.addAction(
                ItemSelector.resources("configmaps"),
                item -> BackupItemResult.of(item)
                        .withAdditionalItem(new ItemId(GroupResource.parse("secrets"), "shop", "gone")));

        fixture.run(SHOP);

        assertThat(fixture.results("warnings", "shop").toString())
                .contains("secrets/shop/gone (item action example.com/test-");
    }

    /** As a user would write it who knows Velero and not what is missing here. */
    @Test
    void aBackupThatSetsEveryFieldNamesWhatIsNotDone() {
        cluster.put(configMap("shop", "settings"));
        Map<String, Object> spec = new LinkedHashMap<>(SHOP);
        spec.put("excludedNamespaces", List.of("bank"));
        spec.put("includedResources", List.of("configmaps", "unicorns"));
        spec.put("orderedResources", Map.of("podz", "shop/db"));
        spec.put("defaultVolumesToFsBackup", true);
        spec.put("ttl", "1h0m0s");
        spec.put("storageLocation", "default");
        spec.put("hooks", Map.of("resources", List.of(Map.of("name", "freeze"))));
        spec.put("snapshotVolumes", true);
        spec.put("volumeSnapshotLocations", List.of("aws"));
        spec.put("csiSnapshotTimeout", "1m0s");
        spec.put("itemOperationTimeout", "2m0s");
        spec.put("resourcePolicy", Map.of("kind", "configmap", "name", "policy"));
        spec.put("snapshotMoveData", true);
        spec.put("datamover", "velero");
        spec.put("includedClusterScopedResources", List.of("nodes"));
        spec.put("excludedClusterScopedResources", List.of("storageclasses"));
        spec.put("includedNamespaceScopedResources", List.of("*"));
        spec.put("excludedNamespaceScopedResources", List.of("secrets"));
        spec.put("uploaderConfig", Map.of("parallelFilesUpload", 4));
        spec.put("volumeGroupSnapshotLabelKey", "group");

        fixture.run(spec);

        String warnings =
                fixture.document("results.gz").list("warnings", "velero").toString();
        Set<String> done = Set.of(
                "includedNamespaces", "excludedNamespaces", "defaultVolumesToFsBackup", "ttl", "storageLocation");
        assertThat(spec.keySet())
                .filteredOn(field -> !done.contains(field))
                .allSatisfy(field -> assertThat(warnings).contains("spec." + field));
    }

    @Test
    void objectsThatAnActionGivesOneNameAreErrorsButForOne() {
        for (String name : List.of("blue", "green", "red")) {
            cluster.put(configMap("shop", name));
        }
        fixture.addAction(
                ItemSelector.resources("configmaps"),
                item -> BackupItemResult.of(item.with("red", "metadata", "name")));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop"))
                .hasSize(2)
                .allSatisfy(error -> assertThat(error.toString()).contains("renamed", "configmaps/shop/red"));
    }

    @Test
    void anActionMayChangeNeitherKindNorNamespace() {
        cluster.put(configMap("shop", "settings"));
        cluster.put(namespaced("v1", "Secret", "shop", "password"));
        fixture.addAction(
                ItemSelector.resources("configmaps"),
                item -> BackupItemResult.of(item.with("elsewhere", "metadata", "namespace")));
        fixture.addAction(
                ItemSelector.resources("secrets"), item -> BackupItemResult.of(item.with("ConfigMap", "kind")));

        BackupReport report = fixture.run(SHOP);

        assertThat(report.phase()).isEqualTo(Backup.Phase.PartiallyFailed);
        assertThat(fixture.results("errors", "shop").toString())
                .contains("item action", "ConfigMap \"elsewhere/settings\"", "ConfigMap \"shop/password\"");
    }
}
