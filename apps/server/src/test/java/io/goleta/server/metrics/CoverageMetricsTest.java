package io.goleta.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.coverage.VolumeCoverage;
import io.goleta.core.coverage.VolumeCoverage.State;
import io.goleta.testkit.TestClock;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageMetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    @Test
    void countsClaimsAsMissingThatSomebodyShouldDoSomethingAbout() throws IOException {
        new CoverageMetrics(() -> List.of(
                        claim("covered", State.PROTECTED, "2026-01-05T02:00:00Z"),
                        claim("new", State.PENDING, ""),
                        claim("unwanted", State.EXCLUDED, ""),
                        claim("failed", State.FAILED, ""),
                        claim("forgotten", State.LEFT_OUT, ""),
                        claim("idle", State.NOT_MOUNTED, ""),
                        claim("never", State.NO_BACKUP, ""),
                        new VolumeCoverage("shop", "Pod", "web", "cache", State.LEFT_OUT, "daily", "", "why")))
                .register(registry);

        assertThat(scraped().lines().filter(line -> line.startsWith("backupmonitor_missing{")))
                .containsExactlyInAnyOrder(
                        "backupmonitor_missing{namespace=\"shop\",pvc_name=\"failed\"} 1.0",
                        "backupmonitor_missing{namespace=\"shop\",pvc_name=\"forgotten\"} 1.0",
                        "backupmonitor_missing{namespace=\"shop\",pvc_name=\"idle\"} 1.0",
                        "backupmonitor_missing{namespace=\"shop\",pvc_name=\"never\"} 1.0");
        assertThat(scraped())
                .contains("goleta_volume_last_backup_timestamp_seconds{backup=\"daily\",kind=\"PersistentVolumeClaim\","
                        + "name=\"covered\",namespace=\"shop\",state=\"protected\",volume=\"\"} 1.7675784E9")
                .contains("goleta_volume_last_backup_timestamp_seconds{backup=\"daily\",kind=\"Pod\",name=\"web\","
                        + "namespace=\"shop\",state=\"left-out\",volume=\"cache\"} 0.0");
    }

    @Test
    void looksAgainOnlyWhenSomebodyAsksAfterAWhileAndMakesNobodyWait() {
        TestClock clock = TestClock.at(Instant.parse("2026-01-02T03:04:05Z"));
        List<Runnable> looks = new ArrayList<>();
        List<List<VolumeCoverage>> found = new ArrayList<>(List.of(List.of(claim("a", State.FAILED, ""))));
        CoverageWatch watch = new CoverageWatch(found::getLast, looks::add, clock);

        assertThat(watch.get()).as("not looked yet").isEmpty();
        assertThat(watch.get()).isEmpty();
        assertThat(looks).hasSize(1);
        looks.getFirst().run();
        assertThat(watch.get()).hasSize(1);

        found.add(List.of());
        clock.advance(Duration.ofMinutes(4));
        assertThat(watch.get()).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(watch.get()).hasSize(1);
        assertThat(looks).hasSize(2);
        looks.getLast().run();
        assertThat(watch.get()).isEmpty();
    }

    @Test
    void keepsTheLastLookWhenTheNextOneFails() {
        TestClock clock = TestClock.at(Instant.parse("2026-01-02T03:04:05Z"));
        List<List<VolumeCoverage>> found = new ArrayList<>(List.of(List.of(claim("a", State.FAILED, ""))));
        CoverageWatch watch = new CoverageWatch(found::removeFirst, Runnable::run, clock);
        assertThat(watch.get()).hasSize(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(watch.get()).as("the list is empty, so the look throws").hasSize(1);
    }

    private static VolumeCoverage claim(String name, State state, String time) {
        return new VolumeCoverage("shop", "PersistentVolumeClaim", name, "", state, "daily", time, "");
    }

    private String scraped() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(text, registry.scrape());
        return text.toString(StandardCharsets.UTF_8);
    }
}
