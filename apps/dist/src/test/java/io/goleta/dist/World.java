package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.goleta.core.api.Backup;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.sandbox.Sandbox;
import io.goleta.sandbox.client.ApiEndpoint;
import io.goleta.sandbox.node.FakeKubelet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A sandbox cluster with one node, an installation of the distribution in it, and a small application with volumes. */
final class World implements AutoCloseable {
    static final String NAMESPACE = "shop";

    final Path work;
    final Sandbox sandbox;
    final FakeKubelet node;
    final KubernetesClient client;
    final Cluster cluster;
    final Installation installation;

    World(Path work) throws IOException {
        this.work = work;
        this.sandbox = Sandbox.start();
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(sandbox.kubeconfig()))
                .build();
        this.cluster = Fabric8Cluster.connect(client);
        Path kubeconfig = Files.writeString(work.resolve("kubeconfig"), sandbox.kubeconfig());
        this.installation = new Installation(kubeconfig, work);
        Velero.install(client, work.resolve("buckets"));
        this.node = startNode();
    }

    private FakeKubelet startNode() throws IOException {
        return FakeKubelet.builder(ApiEndpoint.open(sandbox.url()), Files.createDirectories(work.resolve("node")))
                .program("/velero-restic-restore-helper", Installation.helperCommand())
                .start();
    }

    /** Starts the node's agent. */
    Process agent() {
        return installation.agent(node.name(), node.podsFolder());
    }

    /** Folder of the restic repository of a namespace in the default location. */
    Path repository(String namespace) {
        return work.resolve("buckets/goleta/restic").resolve(namespace);
    }

    /** Applies YAML documents. */
    void apply(String yaml) {
        for (String document : yaml.split("(?m)^---$")) {
            client.resource(Manifests.of(document)).create();
        }
    }

    /** A pod with a claim and an emptyDir, both annotated for backup, and objects beside it. */
    void deployShop(int configMaps) throws IOException {
        apply("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}");
        for (int i = 0; i < configMaps; i++) {
            apply(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: config-%d, namespace: shop}, data: {key: value-%d}}"
                            .formatted(i, i));
        }
        apply("""
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop},
                 spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop,
                  annotations: {backup.velero.io/backup-volumes: "data,cache"}},
                 spec: {containers: [{name: main, image: "example.com/web:1", volumeMounts: [
                   {name: data, mountPath: /data}, {name: cache, mountPath: /cache}]}],
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}, {name: cache, emptyDir: {}}]}}
                """);
        awaitRunning("web");
    }

    void awaitRunning(String pod) {
        org.awaitility.Awaitility.await(pod + " is running")
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> {
                    var found =
                            client.pods().inNamespace(NAMESPACE).withName(pod).get();
                    return found != null && "Running".equals(found.getStatus().getPhase());
                });
    }

    /** Directory of a pod's volume on the node. */
    Path volume(String pod, String volume) throws IOException {
        String uid = client.pods()
                .inNamespace(NAMESPACE)
                .withName(pod)
                .get()
                .getMetadata()
                .getUid();
        Path volumes = node.podsFolder().resolve(uid).resolve("volumes");
        String folder = volume;
        for (var claim :
                client.persistentVolumeClaims().inNamespace(NAMESPACE).list().getItems()) {
            if (claim.getMetadata().getName().equals(volume)) {
                folder = claim.getSpec().getVolumeName();
            }
        }
        String name = folder;
        try (Stream<Path> found = Files.find(
                volumes, 2, (path, attributes) -> path.getFileName().toString().equals(name))) {
            return found.findFirst().orElseThrow();
        }
    }

    /** Every regular file below a directory, by relative name, with its content. */
    static TreeMap<String, String> files(Path directory) throws IOException {
        Path real = directory.toRealPath();
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(real)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        real.relativize(path).toString(),
                        java.util.HexFormat.of().formatHex(digest(path)));
            }
        }
        return files;
    }

    private static byte[] digest(Path path) throws IOException {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the application's namespace and waits until nothing of it is left. */
    void destroyShop() {
        client.namespaces().withName(NAMESPACE).delete();
        org.awaitility.Awaitility.await("the namespace is gone")
                .atMost(java.time.Duration.ofMinutes(1))
                .until(() -> client.namespaces().withName(NAMESPACE).get() == null);
    }

    Backup backup(String name) {
        return cluster.get(VeleroKind.BACKUP, Velero.NAMESPACE, name).orElseThrow();
    }

    Restore restore(String name) {
        return cluster.get(VeleroKind.RESTORE, Velero.NAMESPACE, name).orElseThrow();
    }

    List<PodVolumeBackup> volumeBackups(String backup) {
        return cluster.list(
                VeleroKind.POD_VOLUME_BACKUP,
                ListOptions.inNamespace(Velero.NAMESPACE).withLabels("velero.io/backup-name=" + backup));
    }

    /** Runs a command that must succeed. */
    String velero(String... arguments) {
        Installation.Outcome outcome = installation.velero(arguments);
        assertThat(outcome.exitCode())
                .as("velero " + String.join(" ", arguments) + "\n" + outcome.output() + "\nserver log:\n"
                        + installation.log("server"))
                .isZero();
        return outcome.output();
    }

    @Override
    public void close() {
        installation.close();
        node.close();
        client.close();
        sandbox.close();
    }
}
