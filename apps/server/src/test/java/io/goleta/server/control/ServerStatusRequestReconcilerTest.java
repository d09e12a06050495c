package io.goleta.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.goleta.core.api.ServerStatusRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.core.plugin.PluginHost.PluginReport.Extension;
import io.goleta.core.plugin.config.ConfigurationReport;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.plugin.config.UnusedConfigMaps;
import io.goleta.testkit.TestClock;
import io.goleta.testkit.action.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerStatusRequestReconcilerTest {
    private final TestClock clock = TestClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    private final ServerStatusRequestReconciler reconciler = new ServerStatusRequestReconciler(
            () -> List.of(
                    plugin(new Extension("RestoreItemAction", "b"), new Extension("ObjectStore", "z")),
                    plugin(new Extension("RestoreItemAction", "a"))),
            noQuestions(),
            "v1.2.3",
            clock);

    @Test
    void answersWithVersionAndPluginsInOrder() {
        ServerStatusRequest request = VeleroKind.SERVER_STATUS_REQUEST.named("velero", "some");

        reconciler.reconcile(request, changed -> {});

        assertThat(request.status().phase()).isEqualTo("Processed");
        assertThat(request.status().serverVersion()).isEqualTo("v1.2.3");
        assertThat(request.status().processedTimestamp()).isEqualTo(clock.instant());
        assertThat(request.status().plugins())
                .containsExactly(
                        new ServerStatusRequest.PluginInfo("z", "ObjectStore"),
                        new ServerStatusRequest.PluginInfo("a", "RestoreItemAction"),
                        new ServerStatusRequest.PluginInfo("b", "RestoreItemAction"));
    }

    @Test
    void anAnswerIsKeptForAMinute() {
        ServerStatusRequest request = VeleroKind.SERVER_STATUS_REQUEST.named("velero", "some");
        reconciler.reconcile(request, changed -> {});

        assertThat(reconciler.reconcile(request, changed -> {}).requeueAfter()).contains(Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(2));
        assertThat(reconciler.reconcile(request, changed -> {}).delete()).isTrue();
    }

    private static PluginConfigRequests noQuestions() {
        TestContext context = TestContext.in(Path.of("."));
        return new PluginConfigRequests(new ConfigurationReport(
                List.of(),
                new PluginSettings(context, "velero"),
                new UnusedConfigMaps(context, "velero", List.of()),
                context));
    }

    private static PluginReport plugin(Extension... extensions) {
        return new PluginReport(Path.of("p.jar"), "p", "1", List.of(extensions), Optional.empty());
    }
}
