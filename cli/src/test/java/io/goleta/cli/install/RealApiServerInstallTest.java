package io.goleta.cli.install;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.goleta.core.api.BackupStorageLocation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a real kube-apiserver started from the binaries in {@code GOLETA_KUBE_ASSETS}. No controller runs beside it. */
class RealApiServerInstallTest extends InstallContract {
    private static final List<Class<? extends HasMetadata>> CONTENT = List.of(
            BackupStorageLocation.class,
            Deployment.class,
            DaemonSet.class,
            Service.class,
            ServiceAccount.class,
            Role.class,
            RoleBinding.class);

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
        // As its controller would: first what is in it, then the namespace.
        for (Class<? extends HasMetadata> kind : CONTENT) {
            deleteAll(kind, name);
        }
        Namespace current = client.namespaces().withName(name).get();
        current.getSpec().setFinalizers(List.of());
        client.raw("/api/v1/namespaces/" + name + "/finalize", "PUT", current);
    }

    private <T extends HasMetadata> void deleteAll(Class<T> kind, String namespace) {
        if (client.supports(kind)) {
            client.resources(kind)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(object -> client.resource(object).delete());
        }
    }
}
