package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.sandbox.Sandbox;
import io.goleta.server.controller.Controllers;
import io.goleta.spi.error.GoletaException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    @TempDir
    Path folder;

    @Test
    void everythingTheServerNeedsCanBeMade() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Injector injector = server(sandbox, new ServerOptions());

            assertThat(injector.getInstance(ServerProcess.class)).isNotNull();
            assertThat(injector.getInstance(PrometheusRegistry.class).scrape().stream()
                            .map(metric -> metric.getMetadata().getName()))
                    .contains(
                            "velero_backup_total",
                            "goleta_work_queue_depth",
                            "velero_backup_location_status_gauge",
                            "goleta_repository_ready",
                            "backupmonitor_missing",
                            "jvm_threads_current",
                            "process_open_fds");
            injector.getInstance(KubernetesClient.class).close();
        }
    }

    @Test
    void controllersStartInTheirOrderWithoutThoseThatAreDisabled() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            ServerOptions options = new ServerOptions();
            options.disabledControllers = List.of("gc");
            Injector injector = server(sandbox, options);

            assertThat(injector.getInstance(Controllers.class).byName().keySet())
                    .containsExactly(
                            "backup-storage-location",
                            "backup-sync",
                            "restic-repo",
                            "backup",
                            "restore",
                            "backup-deletion",
                            "download-request",
                            "schedule",
                            "server-status-request");
            injector.getInstance(KubernetesClient.class).close();
        }
    }

    @Test
    void aControllerThatDoesNotExistIsExplained() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            ServerOptions options = new ServerOptions();
            options.disabledControllers = List.of("bakcup");
            Injector injector = server(sandbox, options);

            assertThatThrownBy(() -> injector.getInstance(ServerProcess.class))
                    .isInstanceOf(ProvisionException.class)
                    .cause()
                    .isInstanceOf(GoletaException.class)
                    .hasMessageContaining("bakcup");
            injector.getInstance(KubernetesClient.class).close();
        }
    }

    @Test
    void everythingTheAgentNeedsCanBeMade() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Injector injector = agent(sandbox);

            assertThat(injector.getInstance(ServerProcess.class)).isNotNull();
            injector.getInstance(KubernetesClient.class).close();
        }
    }

    @Test
    void aBadNumberOfVolumesAtOnceIsExplained() throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()))) {
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace("default")
                            .withName("agents")
                            .withLabels(Map.of("velero.io/plugin-config", "", "velero.io/node-agent", "NodeAgent"))
                            .endMetadata()
                            .withData(Map.of("volumesAtOnce", "many", "volumes", "3"))
                            .build())
                    .create();
            Injector injector = agent(sandbox);

            assertThatThrownBy(() -> injector.getInstance(ServerProcess.class))
                    .cause()
                    .isInstanceOf(GoletaException.class)
                    .hasMessageContaining("ConfigMap default/agents")
                    .hasMessageContaining("volumesAtOnce is \"many\" but must be a whole number from 1 to 64")
                    .hasMessageContaining("unknown key volumes");
            injector.getInstance(KubernetesClient.class).close();
        }
    }

    private Injector server(Sandbox sandbox, ServerOptions options) throws IOException {
        return Guice.createInjector(new ProcessModule(common(sandbox), 500), new ServerModule(options));
    }

    private CommonOptions common(Sandbox sandbox) throws IOException {
        CommonOptions common = new CommonOptions();
        common.kubeconfig = Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig());
        common.pluginDirs = List.of(folder.resolve("plugins"));
        common.namespace = "default";
        return common;
    }

    private Injector agent(Sandbox sandbox) throws IOException {
        AgentOptions options = new AgentOptions();
        options.nodeName = "node-1";
        return Guice.createInjector(new ProcessModule(common(sandbox), 500), new AgentModule(options));
    }

    @Test
    void downloadsAreOfferedWhereTheServerListens() {
        assertThat(ServerOptionsModule.downloadAddress("https://goleta.example.com/x", ":8085"))
                .hasToString("https://goleta.example.com/x");
        assertThat(ServerOptionsModule.downloadAddress(null, "127.0.0.1:9000")).hasToString("http://127.0.0.1:9000");
        assertThat(ServerOptionsModule.downloadAddress("", ":8085").getPort()).isEqualTo(8085);
    }
}
