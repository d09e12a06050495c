package io.goleta.core.restore;

import static io.goleta.core.restore.Actions.action;
import static io.goleta.core.restore.Samples.configMap;
import static io.goleta.core.restore.Samples.object;
import static io.goleta.core.restore.Samples.pod;
import static io.goleta.core.restore.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.RestorePhase;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.ResourceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tiers, actions, and what objects bring along. */
@Timeout(60)
class RestoreOrderTest {
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
    void tiersFollowEachOther() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        scenario.plugin(action("test/witness", ItemSelector.EVERYTHING, result -> {
            seen.add(result.item().kind());
            return result;
        }));
        List<KubernetesObject> objects = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            objects.add(service("shop", "web-" + i));
            objects.add(pod("shop", "web-" + i));
            objects.add(configMap("shop", "web-" + i));
        }
        scenario.backup(objects);

        scenario.restore(Map.of());

        assertThat(seen.subList(0, 30)).containsOnly("ConfigMap");
        assertThat(seen.subList(30, 60)).containsOnly("Pod");
        assertThat(seen.subList(60, 90)).containsOnly("Service");
    }

    @Test
    void actionsTakeTurnsByNameAndSeeWhatTheOneBeforeReturned() {
        scenario.plugin(action(
                "test/second",
                ItemSelector.resources("configmaps"),
                result -> RestoreItemResult.of(result.item()
                        .withAnnotation("order", result.item().annotations().get("order") + " second"))));
        scenario.plugin(action(
                "test/first",
                ItemSelector.resources("configmaps"),
                result -> RestoreItemResult.of(result.item().withAnnotation("order", "first"))));
        scenario.backup(List.of(configMap("shop", "settings")));

        scenario.restore(Map.of());

        assertThat(scenario.get("configmaps", "shop", "settings").annotations()).containsEntry("order", "first second");
    }

    @Test
    void anActionSeesOnlyWhatItSelects() {
        scenario.plugin(action(
                "test/label",
                ItemSelector.resources("cm").withLabels("app=web"),
                result -> RestoreItemResult.skipped(result.item())));
        scenario.backup(List.of(configMap("shop", "left-out").withLabel("app", "web"), configMap("shop", "kept")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report.items()).isEqualTo(1);
        scenario.get("configmaps", "shop", "kept");
    }

    @Test
    void whatAnObjectBringsAlongComesFirstAndIgnoresLabels() {
        scenario.plugin(bringing("app=web", "configmaps", "needed"));
        scenario.backup(List.of(configMap("shop", "main").withLabel("app", "web"), configMap("shop", "needed")));

        RestoreReport report = scenario.restore(Map.of("labelSelector", Map.of("matchLabels", Map.of("app", "web"))));

        assertThat(report.items()).isEqualTo(2);
        assertThat(version("needed")).isLessThan(version("main"));
    }

    @Test
    void whatIsBroughtAlongButNotInTheBackupIsAWarning() {
        scenario.plugin(bringing("", "configmaps", "missing"));
        scenario.backup(List.of(configMap("shop", "main")));

        RestoreReport report = scenario.restore(Map.of("namespaceMapping", Map.of("shop", "copy")));

        assertThat(report.phase()).isEqualTo(RestorePhase.Completed);
        assertThat(report.warnings()).isEqualTo(1);
        assertThat(scenario.results("r0"))
                .contains(
                        "\"copy\":[\"configmaps/shop/missing, which configmaps/shop/main needs, is not in the backup\"");
    }

    @Test
    void objectsThatBringEachOtherAlongAreAllRestored() {
        scenario.plugin(action("test/circle", ItemSelector.resources("configmaps"), result -> {
            int number = Integer.parseInt(result.item().name().substring(1));
            RestoreItemResult all = result;
            for (int next : new int[] {number + 1, number + 7, number + 20}) {
                all = all.withAdditionalItem(new ItemId(new ResourceId("", "configmaps"), "shop", "c" + next % 40));
            }
            return all;
        }));
        List<KubernetesObject> objects = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            objects.add(configMap("shop", "c" + i));
        }
        scenario.backup(objects);

        assertThat(scenario.restore(Map.of())).isEqualTo(new RestoreReport(RestorePhase.Completed, 0, 0, 40));
    }

    @Test
    void anActionThatRefusesCostsOneObject() {
        scenario.plugin(action("test/broken", ItemSelector.resources("services"), result -> {
            throw new GoletaException(Fault.PLUGIN, "cannot do this");
        }));
        scenario.backup(List.of(service("shop", "web"), configMap("shop", "settings")));

        RestoreReport report = scenario.restore(Map.of());

        assertThat(report).isEqualTo(new RestoreReport(RestorePhase.PartiallyFailed, 0, 1, 1));
        assertThat(scenario.results("r0")).contains("error preparing services/shop/web: cannot do this");
    }

    @Test
    void aClaimComesWithItsPodAndItsClassWithIt() {
        scenario.backup(List.of(
                Samples.withClaim(pod("shop", "db").withLabel("app", "db"), "data", "data")
                        .with("fast", "spec", "priorityClassName"),
                Samples.claim("shop", "data", ""),
                object("scheduling.k8s.io/v1", "PriorityClass", "", "fast").with(1000, "value")));

        scenario.restore(Map.of(
                "includedNamespaces", List.of("shop"), "labelSelector", Map.of("matchLabels", Map.of("app", "db"))));

        scenario.get("persistentvolumeclaims", "shop", "data");
        scenario.get("priorityclasses.scheduling.k8s.io", "", "fast");
    }

    /** Grows from object to object. */
    private long version(String configMap) {
        return Long.parseLong(scenario.get("configmaps", "shop", configMap)
                .string("metadata", "resourceVersion")
                .orElseThrow());
    }

    private static RestoreItemActionFactory bringing(String labels, String resource, String name) {
        return action(
                "test/bring-" + name,
                ItemSelector.resources(resource).withLabels(labels),
                result -> result.item().name().equals(name)
                        ? result
                        : result.withAdditionalItem(new ItemId(new ResourceId("", resource), "shop", name)));
    }
}
