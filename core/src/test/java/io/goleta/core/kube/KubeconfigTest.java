package io.goleta.core.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamedExtension;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
    private static final String CLUSTER =
            "clusters: [{name: c, cluster: {server: 'https://192.0.2.7:8443', certificate-authority: ca.crt}}]\n";
    private static final String USER = "users: [{name: u, user: {token: secret}}]\n";
    private static final String CONTEXT = "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n";

    @TempDir
    Path folder;

    @Test
    void findsTheServerInAFileWithNotesOfOtherTools() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                clusters:
                - name: minikube
                  cluster:
                    server: http://192.0.2.7:8443
                    extensions:
                    - name: cluster_info
                      extension: {provider: minikube.sigs.k8s.io, version: v1.37.0}
                users:
                - name: minikube
                  user: {token: secret}
                contexts:
                - name: minikube
                  context:
                    cluster: minikube
                    user: minikube
                    extensions:
                    - name: context_info
                      extension: {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                current-context: minikube
                """);

        try (KubernetesClient client = Kubeconfig.client(file, null, "test")) {
            assertThat(client.getConfiguration().getMasterUrl()).startsWith("http://192.0.2.7:8443");
            assertThat(client.getConfiguration().getCurrentContext().getName()).isEqualTo("minikube");
        }
    }

    @Test
    @SuppressWarnings("deprecation") // the mapper that all users of fabric8 in a process share
    void leavesTheMapperOfTheProcessAlone() throws IOException {
        Path file = write("config", CLUSTER.replace(", certificate-authority: ca.crt", "") + USER + CONTEXT);

        try (KubernetesClient client = Kubeconfig.client(file, null, "test")) {
            assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo("secret");
        }

        assertThat(Serialization.jsonMapper().findMixInClassFor(NamedExtension.class))
                .isNull();
    }

    @Test
    void aConfigurationMayBeSpreadOverFiles() throws IOException {
        Path contexts = write("contexts", CONTEXT + "clusters: null\n");
        Path clusters = write("sub/clusters", CLUSTER);
        Path users = write("users", USER);

        Config config = KubeconfigFiles.read(List.of(contexts, clusters, users), null);

        assertThat(config.getMasterUrl()).startsWith("https://192.0.2.7:8443");
        assertThat(config.getAutoOAuthToken()).isEqualTo("secret");
        assertThat(config.getCaCertFile())
                .isEqualTo(folder.resolve("sub/ca.crt").toString());
        assertThat(config.getFile()).isEqualTo(contexts.toFile());
        assertThat(config.getFileWithCluster()).isEqualTo(clusters.toFile());
        assertThat(config.getFileWithAuthInfo()).isEqualTo(users.toFile());
    }

    @Test
    void credentialsThatExpiredAreReadAgain() throws IOException {
        Path file = write("config", CLUSTER + USER + CONTEXT);
        Config config = KubeconfigFiles.read(List.of(file), null);
        write("config", CLUSTER + USER.replace("secret", "fresh") + CONTEXT);

        assertThat(config.refresh().getAutoOAuthToken()).isEqualTo("fresh");
    }

    @Test
    void namesTheFileThatIsNotAKubeconfig() throws IOException {
        for (String content : List.of("", "[1, 2]", "a: b: c", "contexts: 7")) {
            Path file = write("config", content);

            assertThatThrownBy(() -> Kubeconfig.client(file, null, "test"))
                    .as(content)
                    .isInstanceOfSatisfying(
                            GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                    .hasMessageStartingWith("The kubeconfig " + file + " cannot be read: ");
        }
    }

    @Test
    void aContextThatDoesNotExistIsNamed() throws IOException {
        Path file = write("config", CLUSTER + USER + CONTEXT);

        assertThatThrownBy(() -> Kubeconfig.client(file, "other", "test"))
                .isInstanceOf(GoletaException.class)
                .hasMessageContaining("no context \"other\"");
    }

    @Test
    void aCertificateThatIsMissingIsNamed() throws IOException {
        Path file = write("config", CLUSTER + USER + CONTEXT);

        assertThatThrownBy(() -> Kubeconfig.client(file, null, "test"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining(folder.resolve("ca.crt").toString());
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
