package io.goleta.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.plugin.config.UnusedConfigMaps;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginWarningsTest {
    @TempDir
    Path folder;

    @Test
    void aRunNamesTheFilesThatWereRejectedAndTheConfigMapsWithoutAPlugin() throws IOException {
        Files.writeString(folder.resolve("text.jar"), "this is not a jar");
        KubernetesObject redact = KubernetesObject.of(Map.of(
                "metadata",
                Map.of(
                        "name",
                        "redact",
                        "labels",
                        Map.of("velero.io/plugin-config", "", "example.com/redact", "BackupItemAction"))));
        try (PluginHost host = PluginHost.load(List.of(folder))) {
            PluginWarnings warnings = warnings(host, () -> List.of(redact));

            assertThat(warnings.ofBackup())
                    .satisfiesExactly(
                            file -> assertThat(file)
                                    .startsWith("plugin text.jar (" + folder.resolve("text.jar") + ") is rejected"),
                            map -> assertThat(map).startsWith("ConfigMap velero/redact has no effect"));
            assertThat(warnings.ofRestore()).hasSize(1);
        }
    }

    @Test
    void anUnreachableClusterIsAWarningToo() {
        try (PluginHost host = PluginHost.load(List.of(folder))) {
            PluginWarnings warnings = warnings(host, () -> {
                throw new GoletaException(Fault.CLUSTER, "connection refused");
            });

            assertThat(warnings.ofBackup())
                    .containsExactly("cannot look for ConfigMaps without a plugin: connection refused");
        }
    }

    private interface ConfigMaps {
        List<KubernetesObject> list();
    }

    private static PluginWarnings warnings(PluginHost host, ConfigMaps maps) {
        ClusterReader cluster = new ClusterReader() {
            @Override
            public Optional<KubernetesObject> get(ItemId id) {
                return Optional.empty();
            }

            @Override
            public List<KubernetesObject> list(
                    GroupResource resource, @Nullable String namespace, String labelSelector) {
                return maps.list();
            }
        };
        return new PluginWarnings(host, new UnusedConfigMaps(cluster, "velero", host.configLabels()));
    }
}
