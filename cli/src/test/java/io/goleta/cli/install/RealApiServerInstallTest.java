package io.goleta.cli.install;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a real kube-apiserver started from the binaries in {@code GOLETA_KUBE_ASSETS}. No controller runs beside it. */
class RealApiServerInstallTest extends InstallContract {
    private KubeAPIServer apiServer;

    @BeforeAll
    void start() {
        String assets = System.getenv("GOLETA_KUBE_ASSETS");
        assumeTrue(
                assets != null,
                "no real API server: GOLETA_KUBE_ASSETS does not name a folder with kube-apiserver, etcd and kubectl");
        apiServer = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(assets)
                .withApiServerVersion("1.20.2")
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .build());
        apiServer.start();
    }

    @AfterAll
    void stop() {
        if (apiServer != null) {
            apiServer.stop();
        }
    }

    @Override
    String kubeconfig() {
        return apiServer.getKubeConfigYaml();
    }

    @Override
    void endNamespace(Namespace namespace) {
        String name = namespace.getMetadata().getName();
        // As its controller would: first what is in it that later tests could stumble over, then the namespace.
        client.apps().deployments().inNamespace(name).delete();
        client.apps().daemonSets().inNamespace(name).delete();
        client.services().inNamespace(name).withName("velero").delete();
        client.resources(io.goleta.core.api.BackupStorageLocation.class)
                .inNamespace(name)
                .delete();
        Namespace current = client.namespaces().withName(name).get();
        current.getSpec().setFinalizers(List.of());
        client.raw("/api/v1/namespaces/" + name + "/finalize", "PUT", current);
    }
}
