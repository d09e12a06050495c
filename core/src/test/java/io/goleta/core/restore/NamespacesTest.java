package io.goleta.core.restore;

import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.Restore;
import io.goleta.sandbox.InjectedFault;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NamespacesTest {
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
    void oneThatExistsIsNotChanged() {
        KubernetesObject before = scenario.create(namespace("shop"));
        scenario.backup(List.of(namespace("shop").withLabel("team", "red"), configMap("shop", "settings")));

        scenario.restore(Map.of());

        assertThat(scenario.get("namespaces", "", "shop")).isEqualTo(before);
    }

    @Test
    void oneThatExistsGetsItsLabelsAndAnnotationsWhereTheRestoreUpdates() {
        scenario.create(namespace("shop").withLabel("team", "blue").withLabel("own", "stays"));
        scenario.backup(List.of(
                namespace("shop")
                        .withLabel("team", "red")
                        .withLabel("kubernetes.io/metadata.name", "shop")
                        .withAnnotation("owner", "ann"),
                configMap("shop", "settings")));

        RestoreReport report = scenario.restore(
                Map.of("existingResourcePolicy", "update", "namespaceMapping", Map.of("bank", "shop")));

        assertThat(report.phase()).isEqualTo(Restore.Phase.Completed);
        KubernetesObject namespace = scenario.get("namespaces", "", "shop");
        assertThat(namespace.labels()).containsEntry("team", "red").containsEntry("own", "stays");
        assertThat(namespace.annotations()).containsEntry("owner", "ann");
    }

    @Test
    void oneThatIsBeingDeletedIsWaitedFor() {
        KubernetesObject old = deleteWhileGuarded();
        scenario.backup(List.of(configMap("shop", "settings")));
        // As the controller that guards it would do after a while.
        Thread.ofVirtual()
                .start(() -> scenario.cluster()
                        .mergePatch(
                                scenario.resource("configmaps"),
                                "shop",
                                "guarded",
                                Map.of("metadata", Map.of("finalizers", List.of()))));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.Completed, 0, 0, 1, null));
        assertThat(scenario.get("namespaces", "", "shop").uid()).isNotEqualTo(old.uid());
    }

    @Test
    void oneThatStaysIsOneErrorForAllItsObjects() {
        deleteWhileGuarded();
        scenario.terminatingTimeout(Duration.ofMillis(200));
        List<KubernetesObject> objects = new ArrayList<>(List.of(configMap("bank", "settings")));
        for (int i = 0; i < 30; i++) {
            objects.add(configMap("shop", "settings-" + i));
        }
        scenario.backup(objects);

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 1, null));
        assertThat(scenario.results("r0"))
                .contains(
                        "\"velero\":[\"Namespace shop cannot be used, so none of its objects is restored: it was still"
                                + " being deleted");
    }

    @Test
    void oneThatIsRefusedIsOneErrorForAllItsObjects() {
        scenario.backup(List.of(configMap("shop", "a"), configMap("shop", "b"), configMap("bank", "c")));
        scenario.sandbox()
                .whenever(
                        request -> request.is("create", "namespaces")
                                && request.name().equals("shop"),
                        InjectedFault.status(403, "Forbidden", "not for you"));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(Restore.Phase.PartiallyFailed, 0, 1, 1, null));
        assertThat(scenario.results("r0")).contains("not for you");
    }

    @Test
    void theLabelWithItsOwnNameFollowsTheMapping() {
        scenario.backup(List.of(
                namespace("shop").withLabel("kubernetes.io/metadata.name", "shop"), configMap("shop", "settings")));

        scenario.restore(Map.of("namespaceMapping", Map.of("shop", "copy")));

        assertThat(scenario.get("namespaces", "", "copy").labels())
                .containsEntry("kubernetes.io/metadata.name", "copy");
    }

    private KubernetesObject deleteWhileGuarded() {
        KubernetesObject shop = scenario.create(namespace("shop"));
        scenario.create(configMap("shop", "guarded").with(List.of("example.com/guard"), "metadata", "finalizers"));
        scenario.cluster().delete(scenario.resource("namespaces"), null, "shop");
        return shop;
    }
}
