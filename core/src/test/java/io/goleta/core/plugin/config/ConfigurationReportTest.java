package io.goleta.core.plugin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.plugin.HostPluginContext;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigurationReportTest {
    private static final String LABEL = "example.com/tape";
    private final List<KubernetesObject> inCluster = new ArrayList<>();
    private final ClusterReader cluster = new ClusterReader() {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            return Optional.empty();
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            return List.copyOf(inCluster);
        }
    };
    private final ConfigurableExtension tape = new ConfigurableExtension(LABEL, "DataMover", (config, context) -> {
        config.integer("reels", 2, 1, 9);
        config.string("drive", "");
        return config.problems();
    });
    private final ConfigurationReport report = new ConfigurationReport(
            List.of(tape),
            new PluginSettings(cluster, "velero"),
            new UnusedConfigMaps(cluster, "velero", List.of(tape.label())),
            new HostPluginContext(Clock.systemUTC(), Path.of("."), cluster, "velero", Map.of()));

    @Test
    void saysWhatHoldsAndWhereItIsFrom() {
        inCluster.add(map("mine", Map.of("reels", "5"), Map.of(LABEL, "DataMover")));

        assertThat(report.current())
                .containsExactly(Map.of(
                        "name",
                        LABEL,
                        "kind",
                        "DataMover",
                        "source",
                        "ConfigMap velero/mine",
                        "settings",
                        List.of(
                                Map.of(
                                        "key", "reels",
                                        "default", "2",
                                        "value", "5",
                                        "source", "ConfigMap velero/mine",
                                        "allowed", "a whole number from 1 to 9"),
                                Map.of(
                                        "key", "drive",
                                        "default", "",
                                        "value", "",
                                        "source", "default",
                                        "allowed", "")),
                        "problems",
                        List.of()));
    }

    @Test
    void severalConfigMapsAreAProblemAndDefaultsAreShown() {
        inCluster.add(map("b", Map.of(), Map.of(LABEL, "DataMover")));
        inCluster.add(map("a", Map.of(), Map.of(LABEL, "DataMover")));

        Map<String, Object> entry = report.current().getFirst();
        assertThat(entry.get("source")).isEqualTo("defaults");
        assertThat(entry.get("problems"))
                .asString()
                .contains("found more than one ConfigMap")
                .contains("[a b]");
    }

    @Test
    void aBadValueIsNamedAndItsDefaultShown() {
        List<String> problems = new ArrayList<>();
        KubernetesObject written = map(
                "mine",
                Map.of("reels", "many", "colour", "red"),
                Map.of("velero.io/plugin-config", "", LABEL, "DataMover"));

        Map<String, Object> entry = report.of(written, problems).getFirst();

        assertThat(problems).isEmpty();
        assertThat(entry.get("problems"))
                .isEqualTo(List.of(
                        "reels is \"many\" but must be a whole number from 1 to 9",
                        "unknown key colour (known: reels, drive)"));
        assertThat(entry.get("settings")).asString().contains("value=2");
    }

    @Test
    void aConfigMapThatNobodyWouldFindIsSaidSo() {
        List<String> problems = new ArrayList<>();

        assertThat(report.of(
                        map("mine", Map.of(), Map.of(LABEL, "Tape")).with("other", "metadata", "namespace"), problems))
                .isEmpty();
        assertThat(problems)
                .containsExactly(
                        "it is for namespace other, but ConfigMaps are looked for in velero",
                        "without the label velero.io/plugin-config it has no effect",
                        "no label says which plugin it is for; there is example.com/tape: DataMover");
    }

    @Test
    void aSecondConfigMapIsRefusedBeforeItIsOne() {
        inCluster.add(map("mine", Map.of(), Map.of()));
        Map<String, String> labels = Map.of("velero.io/plugin-config", "", LABEL, "DataMover");

        assertThat(report.of(map("another", Map.of(), labels), new ArrayList<>())
                        .getFirst()
                        .get("problems"))
                .asString()
                .contains("there is a different one already, ConfigMap velero/mine");
        assertThat(report.of(map("mine", Map.of(), labels), new ArrayList<>())
                        .getFirst()
                        .get("problems"))
                .isEqualTo(List.of());
    }

    @Test
    void aConfigMapThatNoPluginLooksForIsListedWithTheReason() {
        inCluster.add(map("gone", Map.of(), Map.of("example.com/redact", "BackupItemAction")));

        Map<String, Object> entry = report.current().getLast();

        assertThat(entry)
                .containsEntry("name", "example.com/redact")
                .containsEntry("kind", "BackupItemAction")
                .containsEntry("source", "ConfigMap velero/gone")
                .containsEntry(
                        "problems",
                        List.of("has no effect: no plugin in use offers example.com/redact: BackupItemAction;"
                                + " what it asks for is not done"));
    }

    private static KubernetesObject map(String name, Map<String, String> data, Map<String, String> labels) {
        return KubernetesObject.of(Map.of("metadata", Map.of("name", name, "labels", labels), "data", data));
    }
}
