package io.goleta.core.plugin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.core.kube.Cluster;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginSettingsTest {
    private final List<Object> asked = new ArrayList<>();

    @Test
    void asksForTheConfigMapWithBothLabelsInItsOwnNamespace() {
        settings().of("example.com/tape", "ObjectStore");

        assertThat(asked)
                .containsExactly(
                        new GroupResource("", "configmaps"),
                        "goleta",
                        "velero.io/plugin-config,example.com/tape=ObjectStore");
    }

    @Test
    void theRestoreHelperIsConfiguredUnderTheLabelsOfBothGenerations() {
        settings().of("velero.io/restic", "RestoreItemAction");

        assertThat(asked)
                .contains(
                        "velero.io/plugin-config,velero.io/restic=RestoreItemAction",
                        "velero.io/plugin-config,velero.io/pod-volume-restore=RestoreItemAction");
    }

    @Test
    void oneConfigMapWithTheLabelsOfBothGenerationsIsOne() {
        PluginConfig config =
                settings(configMap("mine", Map.of("image", "a/b:1"))).of("velero.io/restic", "RestoreItemAction");

        assertThat(config.string("image", "")).isEqualTo("a/b:1");
    }

    @Test
    void withoutAConfigMapEverythingIsDefault() {
        PluginConfig config = settings().of("velero.io/restic", "RestoreItemAction");

        assertThat(config.string("image", "standard")).isEqualTo("standard");
        assertThat(config.problems()).isEmpty();
    }

    @Test
    void handsOverTheDataAndSaysWhereItIsFrom() {
        PluginConfig config =
                settings(configMap("mine", Map.of("image", "a/b:1"))).of("velero.io/restic", "RestoreItemAction");

        assertThat(config.string("image", "")).isEqualTo("a/b:1");
        assertThat(config.source()).isEqualTo("ConfigMap goleta/mine");
    }

    @Test
    void aConfigMapWithoutDataIsAllDefaults() {
        KubernetesObject empty = KubernetesObject.of(Map.of("metadata", Map.of("name", "empty")));

        assertThat(settings(empty).of("velero.io/restic", "RestoreItemAction").problems())
                .isEmpty();
    }

    @Test
    void refusesToChooseAmongSeveral() {
        PluginSettings settings = settings(configMap("b", Map.of()), configMap("a", Map.of()));

        assertThatThrownBy(() -> settings.of("velero.io/restic", "RestoreItemAction"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageStartingWith("found more than one ConfigMap matching label selector"
                        + " \"velero.io/plugin-config,velero.io/restic=RestoreItemAction\" or"
                        + " \"velero.io/plugin-config,velero.io/pod-volume-restore=RestoreItemAction\": [a b]");
    }

    private static KubernetesObject configMap(String name, Map<String, String> data) {
        return KubernetesObject.of(Map.of("metadata", Map.of("name", name), "data", data));
    }

    private PluginSettings settings(KubernetesObject... found) {
        Cluster cluster = (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("list");
                    asked.addAll(Arrays.asList(arguments));
                    return List.of(found);
                });
        return new PluginSettings(cluster, "goleta");
    }
}
