package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job for objects against a real kube-apiserver: back up, delete, restore, compare object by object. */
class RealApiServerIT {
    private static final String ASSETS = System.getenv().getOrDefault("GOLETA_KUBE_ASSETS", "");

    @TempDir
    Path work;

    private KubeAPIServer apiServer;
    private KubernetesClient client;
    private Installation installation;

    @BeforeEach
    void startEverything() throws IOException {
        assumeTrue(
                !ASSETS.isEmpty(),
                "no real API server: GOLETA_KUBE_ASSETS does not name a folder with kube-apiserver, etcd and kubectl");
        apiServer = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(ASSETS)
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .build());
        apiServer.start();
        Path kubeconfig = Files.writeString(work.resolve("kubeconfig"), apiServer.getKubeConfigYaml());
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(apiServer.getKubeConfigYaml()))
                .build();
        installation = new Installation(kubeconfig, work);
        Velero.install(client, work.resolve("buckets"));
        installation.server();
    }

    @AfterEach
    void stopEverything() {
        if (installation != null) {
            installation.close();
        }
        if (client != null) {
            client.close();
        }
        if (apiServer != null) {
            apiServer.stop();
        }
    }

    @Test
    void restoresEveryObjectOfADeletedNamespace() {
        int created = new MixedNamespace(client).create();
        assertThat(created).isGreaterThan(2_000);
        TreeMap<String, Map<String, Object>> before = picture();

        Installation.Outcome backup = installation.velero(
                "backup", "create", "before", "--include-namespaces", MixedNamespace.NAME, "--wait");
        assertThat(backup.exitCode())
                .as(backup.output() + details("backup", "before"))
                .isZero();

        destroy(before);
        assertThat(picture()).isEmpty();

        Installation.Outcome restore =
                installation.velero("restore", "create", "back", "--from-backup", "before", "--wait");
        assertThat(restore.exitCode())
                .as(restore.output() + details("restore", "back"))
                .isZero();
        assertSame(before, picture());
    }

    private String details(String kind, String name) {
        return "\n" + installation.velero(kind, "describe", name, "--details").output()
                + installation
                        .log("server")
                        .lines()
                        .filter(line -> !line.contains("level=info"))
                        .toList();
    }

    private TreeMap<String, Map<String, Object>> picture() {
        return ClusterPicture.take(client, RealApiServerIT::isPartOfTheStory);
    }

    private static boolean isPartOfTheStory(GenericKubernetesResource object) {
        return MixedNamespace.NAME.equals(object.getMetadata().getNamespace())
                || object.getMetadata().getName().startsWith(MixedNamespace.NAME)
                || object.getMetadata().getName().equals("widgets.shop.example.com");
    }

    /** Deletes everything for good: finalizers first, and the namespace as its controller would do it. */
    private void destroy(TreeMap<String, Map<String, Object>> objects) {
        List<String> kinds = objects.keySet().stream()
                .map(id -> id.substring(0, id.indexOf(' ')))
                .distinct()
                .toList();
        for (Map.Entry<String, Map<String, Object>> entry : objects.entrySet()) {
            GenericKubernetesResource object =
                    client.getKubernetesSerialization().convertValue(entry.getValue(), GenericKubernetesResource.class);
            if (object.getKind().equals("Namespace") || object.getKind().equals("CustomResourceDefinition")) {
                continue;
            }
            var found = client.resource(object);
            if (object.getMetadata().getFinalizers() != null
                            && !object.getMetadata().getFinalizers().isEmpty()
                    || object.getKind().startsWith("PersistentVolume")) {
                found.edit(old -> {
                    old.getMetadata().setFinalizers(List.of());
                    return old;
                });
            }
            found.withGracePeriod(0).delete();
        }
        assertThat(kinds).contains("Widget", "StatefulSet", "PersistentVolume");
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("widgets.shop.example.com")
                .delete();
        client.namespaces().withName(MixedNamespace.NAME).delete();
        Namespace namespace = client.namespaces().withName(MixedNamespace.NAME).get();
        namespace.getSpec().setFinalizers(List.of());
        client.raw("/api/v1/namespaces/" + MixedNamespace.NAME + "/finalize", "PUT", namespace);
        org.awaitility.Awaitility.await().until(() -> picture().isEmpty());
    }

    private static void assertSame(
            TreeMap<String, Map<String, Object>> before, TreeMap<String, Map<String, Object>> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        List<String> different = before.keySet().stream()
                .filter(id -> !Objects.equals(before.get(id), after.get(id)))
                .toList();
        if (!different.isEmpty()) {
            String first = different.getFirst();
            fail("%d of %d objects differ, the first is %s%nbefore %s%nafter  %s"
                    .formatted(different.size(), before.size(), first, before.get(first), after.get(first)));
        }
    }
}
