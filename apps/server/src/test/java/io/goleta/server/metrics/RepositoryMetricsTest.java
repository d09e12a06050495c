package io.goleta.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.json.Json;
import io.goleta.spi.item.KubernetesObject;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoryMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void tellWhetherRepositoriesCanBeUsedAndHoldWhatTheyShould() throws IOException {
        new RepositoryMetrics(() -> List.of(
                        repository(
                                "shop",
                                ResticRepository.Phase.Ready,
                                Map.of(
                                        "goleta.io/last-check-time",
                                        "1970-01-01T00:01:40Z",
                                        "goleta.io/last-check-result",
                                        "Failed")),
                        repository("blog", ResticRepository.Phase.NotReady, Map.of())))
                .register(registry);

        assertThat(scraped())
                .contains(
                        line("goleta_repository_ready", "shop", "1.0"),
                        line("goleta_repository_ready", "blog", "0.0"),
                        line("goleta_repository_check_passed", "shop", "0.0"),
                        line("goleta_repository_last_check_timestamp_seconds", "shop", "100.0"),
                        line("goleta_repository_last_prune_timestamp_seconds", "shop", "50.0"))
                .doesNotContain(line("goleta_repository_check_passed", "blog", ""));
    }

    private static String line(String metric, String namespace, String value) {
        return metric + "{backup_location_name=\"default\",repository=\"" + namespace + "-default\",volume_namespace=\""
                + namespace + "\"} " + value;
    }

    private static ResticRepository repository(
            String namespace, ResticRepository.Phase phase, Map<String, String> annotations) {
        ResticRepository repository = VeleroKind.RESTIC_REPOSITORY.of(KubernetesObject.of(Map.of(
                "metadata",
                Json.toMap(new ObjectMetaBuilder()
                        .withName(namespace + "-default")
                        .withAnnotations(annotations)
                        .build()))));
        repository.setSpec(new ResticRepository.Spec(namespace, "default", "", "168h"));
        repository.setStatus(new ResticRepository.Status(phase, null, Instant.ofEpochSecond(50)));
        return repository;
    }

    private String scraped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }
}
