package io.goleta.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.ListOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real kube-apiserver started from the binaries in {@code GOLETA_KUBE_ASSETS}. No controller runs beside it. */
class RealApiServerInstallTest extends InstallContract {
    private static final List<Class<? extends HasMetadata>> CONTENT = List.of(
            Deployment.class, DaemonSet.class, Service.class, ServiceAccount.class, Role.class, RoleBinding.class);

    private static final String STARTED_BACKUP = """
            apiVersion: velero.io/v1
            kind: Backup
            metadata: {name: b, namespace: velero}
            spec: {snapshotMoveData: true, includedNamespaces: null}
            status: {phase: InProgress}
            """;

    /** Account, namespace, verb, resource, group, and whether it may. */
    private static final String RIGHTS = """
            velero-server shop   create      pods                    -                         true
            velero-server shop   create      pods/exec               -                         true
            velero-server shop   get         secrets                 -                         true
            velero-server -      create      clusterroles            rbac.authorization.k8s.io true
            velero-server -      escalate    clusterroles            rbac.authorization.k8s.io true
            velero-server shop   bind        roles                   rbac.authorization.k8s.io true
            velero-server velero update      leases                  coordination.k8s.io       true
            velero-server velero delete      backups                 velero.io                 true
            velero-server velero delete      podvolumebackups        velero.io                 true
            velero-server shop   delete      pods                    -                         false
            velero-server -      delete      persistentvolumes       -                         false
            velero-server shop   delete      backups                 velero.io                 false
            velero-server -      impersonate users                   -                         false
            velero        shop   get         pods                    -                         true
            velero        shop   get         persistentvolumeclaims  -                         true
            velero        -      get         persistentvolumes       -                         true
            velero        -      get         csidrivers              storage.k8s.io            true
            velero        velero watch       podvolumerestores       velero.io                 true
            velero        velero patch       podvolumebackups        velero.io                 true
            velero        velero get         backups                 velero.io                 true
            velero        velero get         secrets                 -                         true
            velero        velero list        configmaps              -                         true
            velero        velero list        secrets                 -                         false
            velero        velero patch       backups                 velero.io                 false
            velero        velero create      podvolumebackups        velero.io                 false
            velero        shop   get         secrets                 -                         false
            velero        shop   create      pods                    -                         false
            velero        -      list        nodes                   -                         true
            velero        -      get         nodes                   -                         false
            """;

    private KubeAPIServer apiServer;

    @BeforeAll
    void start() {
        String assets = System.getenv("GOLETA_KUBE_ASSETS");
        assumeTrue(
                assets != null,
                "no real API server: GOLETA_KUBE_ASSETS does not name a folder with kube-apiserver, etcd and kubectl");
        apiServer = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(assets)
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .build());
        apiServer.start();
    }

    @Test
    void kubectlExplainsTheKindsAndShowsTheirState() throws Exception {
        velero("install " + FLAGS);
        Kubectl kubectl = Kubectl.in(Path.of(System.getenv("GOLETA_KUBE_ASSETS")), folder.resolve("kubeconfig"));

        // The API server publishes the schemas of new kinds some seconds after it serves them.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(kubectl.run("explain backup.spec"))
                    .contains("includedNamespaces")
                    .contains("ttl");
            assertThat(kubectl.run("explain podvolumebackup.status.progress")).contains("totalBytes");
            assertThat(kubectl.run("explain schedule.spec.template")).contains("labelSelector");
        });
        assertThat(kubectl.run("-n velero get bsl"))
                .startsWith("NAME      PHASE   LAST VALIDATED   AGE")
                .contains("true");
        client.resource(STARTED_BACKUP).create();
        assertThat(kubectl.run("-n velero get backups"))
                .startsWith("NAME   STATUS       ERRORS   WARNINGS   STARTED   STORAGE LOCATION   AGE")
                .contains("InProgress");
        assertThat(kubectl.run("-n velero get backup b -o yaml")).contains("snapshotMoveData: true");
    }

    @Test
    void theAccountsMayDoWhatTheyMustAndNoMore() {
        velero("install " + FLAGS);

        assertThat(RIGHTS.lines().map(line -> line.split(" +")).toList())
                .allSatisfy(right -> assertThat(isAllowed(right)).isEqualTo(Boolean.valueOf(right[5])));
    }

    private boolean isAllowed(String... right) {
        String[] resource = right[3].split("/");
        SubjectAccessReview review = client.resource(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:velero:" + right[0])
                        .withNewResourceAttributes()
                        .withNamespace(right[1].equals("-") ? null : right[1])
                        .withVerb(right[2])
                        .withResource(resource[0])
                        .withSubresource(resource.length > 1 ? resource[1] : null)
                        .withGroup(right[4].equals("-") ? "" : right[4])
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create();
        return review.getStatus().getAllowed();
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
        Cluster cluster = Fabric8Cluster.connect(client);
        for (VeleroKind<?> kind : VeleroKind.ALL) {
            if (cluster.discovery().find(kind.id()).isPresent()) {
                cluster.list(kind, ListOptions.inNamespace(name)).forEach(cluster::delete);
            }
        }
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
