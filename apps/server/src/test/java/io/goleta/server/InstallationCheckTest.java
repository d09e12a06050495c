package io.goleta.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Crds;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.error.GoletaException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstallationCheckTest {
    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final InstallationCheck check = new InstallationCheck(Fabric8Cluster.connect(client), "velero");

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void isContentWithNamespaceAndDefinitions() {
        namespace();
        definitions("");
        assertThatCode(check::run).doesNotThrowAnyException();
    }

    @Test
    void wantsTheNamespaceItWorksFor() {
        definitions("");
        assertThatThrownBy(check::run)
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("namespace \"velero\" does not exist");
    }

    @Test
    void namesEveryDefinitionThatIsMissing() {
        namespace();
        assertThatThrownBy(check::run)
                .isInstanceOf(GoletaException.class)
                .hasMessageStartingWith("Velero API group velero.io/v1 not found");

        definitions("name: \"restores.velero.io\"");
        assertThatThrownBy(check::run)
                .isInstanceOf(GoletaException.class)
                .hasMessageStartingWith(
                        "custom resource Restore not found in Velero API group velero.io/v1. Velero custom"
                                + " resources not found: ");
    }

    private void namespace() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("velero")
                        .endMetadata()
                        .build())
                .create();
    }

    private void definitions(String without) {
        Crds.all().stream()
                .filter(yaml -> without.isEmpty() || !yaml.contains(without))
                .forEach(yaml -> client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                        .create());
    }
}
