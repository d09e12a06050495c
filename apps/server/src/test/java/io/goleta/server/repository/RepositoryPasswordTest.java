package io.goleta.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.error.GoletaException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepositoryPasswordTest {
    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final RepositoryPassword password = new RepositoryPassword(Fabric8Cluster.connect(client), "default");

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    @Test
    void aNewInstallationGetsARandomPasswordThatStays() {
        password.ensure();
        byte[] first = password.get().reveal();
        password.ensure();

        assertThat(password.get().reveal()).isEqualTo(first).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void thePasswordThatVeleroMadeIsKept() {
        secret("velero-restic-credentials", "repository-password", "static-passw0rd");
        password.ensure();

        assertThat(password.get().reveal()).asString(StandardCharsets.UTF_8).isEqualTo("static-passw0rd");
    }

    @Test
    void thePasswordOfANewerVeleroIsFound() {
        secret("velero-repo-credentials", "repository-password", "theirs");
        password.ensure();

        assertThat(password.get().reveal()).asString(StandardCharsets.UTF_8).isEqualTo("theirs");
    }

    @Test
    void aSecretWithoutTheKeyIsNamed() {
        secret("velero-restic-credentials", "other", "x");

        assertThatThrownBy(password::get)
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("missing data for key \"repository-password\"");
    }

    private void secret(String name, String key, String value) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .addToStringData(key, value)
                        .build())
                .create();
    }
}
