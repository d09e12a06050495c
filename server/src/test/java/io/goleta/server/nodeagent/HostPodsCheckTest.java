package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.HttpCluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPodsCheckTest {
    @TempDir
    Path pods;

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));

    @BeforeEach
    void setUp() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("shop")
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void isContentWhenEveryRunningPodOfTheNodeHasItsFolder() throws IOException {
        Files.createDirectory(pods.resolve(
                pod("mine", "node-1", "Running", Map.of()).getMetadata().getUid()));
        Files.createDirectory(pods.resolve("mirror-hash"));
        pod("static", "node-1", "Running", Map.of("kubernetes.io/config.mirror", "mirror-hash"));
        pod("over", "node-1", "Succeeded", Map.of());
        pod("elsewhere", "node-2", "Running", Map.of());

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void namesThePodsWithoutFolderAndWherePlatformsKeepTheirs() {
        pod("lost", "node-1", "Running", Map.of());

        assertThatThrownBy(this::check)
                .isInstanceOf(GoletaException.class)
                .hasMessageStartingWith("unexpected directory structure for host-pods volume, ensure that the host-pods"
                        + " volume corresponds to the pods subdirectory of the kubelet root directory")
                .hasMessageContaining("shop/lost")
                .hasMessageContaining("on RancherOS and RKE /opt/rke/var/lib/kubelet/pods")
                .hasMessageContaining("on PKS /var/vcap/data/kubelet/pods");
    }

    @Test
    void wantsAFolderThatCanBeRead() {
        assertThatThrownBy(() -> new HostPodsCheck(pods.resolve("none"), HttpCluster.connect(client), "node-1").run())
                .isInstanceOf(GoletaException.class)
                .hasMessageStartingWith("could not read pod volumes host path: ");
    }

    private void check() {
        new HostPodsCheck(pods, HttpCluster.connect(client), "node-1").run();
    }

    private Pod pod(String name, String node, String phase, Map<String, String> annotations) {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName(name)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("web")
                        .withImage("web")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        return client.resource(pod)
                .editStatus(current -> new PodBuilder(current)
                        .withNewStatus()
                        .withPhase(phase)
                        .endStatus()
                        .build());
    }
}
