package io.goleta.core.plugin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnusedConfigMapsTest {
    private final List<KubernetesObject> inCluster = new ArrayList<>();
    private final ClusterReader cluster = new ClusterReader() {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            return inCluster.stream()
                    .filter(map -> map.name().equals(id.name()))
                    .findFirst();
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            return inCluster.stream()
                    .filter(map -> map.labels().containsKey(labelSelector))
                    .toList();
        }
    };
    private final UnusedConfigMaps unused = new UnusedConfigMaps(
            cluster,
            "velero",
            List.of(
                    new ConfigLabel("velero.io/restic", "RestoreItemAction"),
                    new ConfigLabel("example.com/redact", "RestoreItemAction")));

    @Test
    void oneThatAPluginLooksForIsUsedUnderItsNewerNameToo() {
        add("mine", Map.of("velero.io/pod-volume-restore", "RestoreItemAction"));
        add("yours", Map.of("example.com/redact", "RestoreItemAction", "app", "shop"));

        assertThat(unused.all()).isEmpty();
    }

    @Test
    void oneWithoutAPluginWarnsTheRunsThatItIsFor() {
        add("gone", Map.of("example.com/mask", "BackupItemAction"));

        assertThat(unused.inRunsOf("BackupItemAction"))
                .containsExactly("ConfigMap velero/gone has no effect: no plugin in use offers example.com/mask:"
                        + " BackupItemAction; what it asks for is not done");
        assertThat(unused.inRunsOf("RestoreItemAction")).isEmpty();
    }

    @Test
    void oneForADifferentKindOfThePluginSaysWhichKindThereIs() {
        add("wrong", Map.of("example.com/redact", "BackupItemAction"));

        assertThat(unused.labelled())
                .singleElement()
                .satisfies(map -> assertThat(map.text()).contains("example.com/redact is of kind RestoreItemAction"));
    }

    @Test
    void oneThatNamesNoPluginWarnsAllRuns() {
        add("blank", Map.of("app.kubernetes.io/name", "shop"));

        assertThat(unused.inRunsOf("BackupItemAction"))
                .isEqualTo(unused.inRunsOf("RestoreItemAction"))
                .containsExactly("ConfigMap velero/blank has no effect: no label says which plugin it is for");
    }

    @Test
    void restoresSayThatImagesKeepTheirNames() {
        add("images", Map.of("velero.io/change-image-name", "RestoreItemAction"));

        assertThat(unused.inRunsOf("RestoreItemAction"))
                .containsExactly("ConfigMap velero/images has no effect: Goleta does not change the names of images in"
                        + " restores");
    }

    @Test
    void thoseThatVeleroReadsByNameAreNamed() {
        inCluster.add(map("node-agent-config", Map.of()));
        inCluster.add(map("anything", Map.of()));

        assertThat(unused.ofVelero())
                .singleElement()
                .satisfies(map ->
                        assertThat(map.text()).startsWith("ConfigMap velero/node-agent-config is not read: it is for"));
    }

    private void add(String name, Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.put("velero.io/plugin-config", "");
        inCluster.add(map(name, all));
    }

    private static KubernetesObject map(String name, Map<String, String> labels) {
        return KubernetesObject.of(Map.of("metadata", Map.of("name", name, "labels", labels)));
    }
}
