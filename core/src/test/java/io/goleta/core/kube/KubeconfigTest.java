package io.goleta.core.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
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
}
