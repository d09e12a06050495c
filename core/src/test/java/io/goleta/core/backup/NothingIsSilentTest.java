package io.goleta.core.backup;

import static io.goleta.core.backup.Clusters.configMap;
import static io.goleta.core.backup.Clusters.namespaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Backup;
import io.goleta.core.kube.FakeCluster;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.item.ItemSelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
