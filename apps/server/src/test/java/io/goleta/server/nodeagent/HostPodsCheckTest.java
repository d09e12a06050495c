package io.goleta.server.nodeagent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.sandbox.InjectedFault;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPodsCheckTest {
    private static final PlatformProfiles PROFILES = new PlatformProfiles(List.of(new Ocean()));

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
                .hasMessageContaining(
                        "Platform: vanilla (no other platform detected). Pods directory: /var/lib/kubelet/pods.")
                .hasMessageContaining("\"velero install --apply\"")
                .hasMessageEndingWith("on other platforms: example.com/ocean /ocean/kubelet/pods");
    }

    @Test
    void saysWhichFolderThisPlatformHas() {
        pod("lost", "node-1", "Running", Map.of());
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName("ship-1")
                        .endMetadata()
                        .build())
                .create();

        assertThatThrownBy(this::check)
                .hasMessageContaining(
                        "Platform: example.com/ocean (node ship-1 floats). Pods directory:" + " /ocean/kubelet/pods.");
    }

    @Test
    void namesAllFoldersWhenNobodySaysWhichPlatformThisIs() {
        pod("lost", "node-1", "Running", Map.of());
        sandbox.whenever(request -> request.path().equals("/version"), InjectedFault.status(403, "Forbidden", "no"));

        assertThatThrownBy(this::check)
                .hasMessageStartingWith("unexpected directory structure")
                .hasMessageContaining("/ocean/kubelet/pods");
    }

    @Test
    void wantsAFolderThatCanBeRead() {
        assertThatThrownBy(() -> new HostPodsCheck(
                                pods.resolve("none"), Fabric8Cluster.connect(client), "node-1", PROFILES)
                        .run())
                .isInstanceOf(GoletaException.class)
                .hasMessageStartingWith("could not read pod volumes host path: ");
    }

    private void check() {
        new HostPodsCheck(pods, Fabric8Cluster.connect(client), "node-1", PROFILES).run();
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

    /** A platform whose nodes are ships. */
    private record Ocean() implements PlatformProfile {
        @Override
        public String name() {
            return "example.com/ocean";
        }

        @Override
        public Optional<Detection> detect(ClusterFacts facts) {
            return facts.nodes().stream()
                    .filter(node -> node.name().startsWith("ship-"))
                    .findFirst()
                    .map(node -> Detection.certain("node " + node.name() + " floats"));
        }

        @Override
        public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
            return PlatformRequirements.NONE.withPodsDirectory("/ocean/kubelet/pods");
        }
    }
}
