package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ListOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes of one pod go through two data movers: the distribution's own, and one that somebody else wrote. */
class CopyMoverIT {
    private static final String MOVER = "example.com/copy";

    @TempDir
    Path work;

    private World world;

    @BeforeEach
    void startEverything() throws IOException {
        world = new World(work);
        String plugins = pluginFolder().toString();
        world.installation.server("--plugin-dir", plugins);
        world.installation.agent(world.node.name(), world.node.podsFolder(), "--plugin-dir", plugins);
    }

    @AfterEach
    void stopEverything() {
        world.close();
    }

    /** One test, because everything has to be started for it. */
    @Test
    void backsUpRestoresVerifiesDeletesAndFreesSpace() throws Exception {
        deployPodWithAVolumeForEach();
        TreeMap<String, String> data = fill(world.volume("web", "data"), "order.txt");
        TreeMap<String, String> cache = fill(world.volume("web", "cache"), "page.html");

        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        assertThat(world.volumeBackups("b1"))
                .extracting(
                        backup -> backup.spec().volume(),
                        backup -> backup.spec().uploaderType())
                .containsExactlyInAnyOrder(tuple("data", MOVER), tuple("cache", "restic"));
        assertThat(world.repository(World.NAMESPACE).resolve("config")).exists();
        assertThat(objects("data"))
                .as("one object for each file, in " + bucket())
                .hasSize(2);

        world.destroyShop();
        world.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        world.awaitRunning("web");
        Path restored = world.volume("web", "data");
        assertThat(World.files(restored)).isEqualTo(data);
        assertThat(Files.readSymbolicLink(restored.resolve("link"))).isEqualTo(Path.of("order.txt"));
        assertThat(Files.getPosixFilePermissions(restored.resolve("order.txt")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(World.files(world.volume("web", "cache"))).isEqualTo(cache);

        String repository = repository();
        assertThat(world.velero("restic", "repo", "check", repository, "--read-data-subset", "100%"))
                .contains("no errors were found");
        refusesToChangeKeysItDoesNotHave(repository);

        world.velero("backup", "delete", "b1", "--confirm");
        await("the backup is deleted")
                .atMost(Duration.ofMinutes(2))
                .until(() -> world.cluster
                        .get(VeleroKind.BACKUP, Velero.NAMESPACE, "b1")
                        .isEmpty());
        assertThat(objects("snapshots")).isEmpty();
        assertThat(objects("data")).as("before maintenance").hasSize(2);
        world.velero("restic", "repo", "prune", repository);
        assertThat(objects("data")).isEmpty();
        world.velero("restic", "repo", "unlock", repository);
    }

    private void refusesToChangeKeysItDoesNotHave(String repository) {
        Installation.Outcome outcome = world.installation.velero("restic", "repo", "rotate-key", repository);

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.output()).contains("the data mover " + MOVER + " cannot change keys of repositories");
    }

    private String repository() {
        return world.cluster
                .list(
                        VeleroKind.RESTIC_REPOSITORY,
                        ListOptions.inNamespace(Velero.NAMESPACE).withLabels(MOVER + "=DataMover"))
                .getFirst()
                .name();
    }

    private void deployPodWithAVolumeForEach() {
        world.apply("""
                {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
                ---
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop},
                 spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop,
                  annotations: {copy.example.com/volumes: data, backup.velero.io/backup-volumes: cache}},
                 spec: {containers: [{name: main, image: "example.com/web:1", volumeMounts: [
                   {name: data, mountPath: /data}, {name: cache, mountPath: /cache}]}],
                  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}, {name: cache, emptyDir: {}}]}}
                """);
        world.awaitRunning("web");
    }

    private static TreeMap<String, String> fill(Path volume, String name) throws IOException {
        Path file = Files.writeString(volume.resolve(name), "42");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(volume.resolve("link"), Path.of(name));
        Files.write(Files.createDirectory(volume.resolve("folder")).resolve("large"), new byte[3_000_000]);
        return World.files(volume);
    }

    private List<String> bucket() throws IOException {
        Path bucket = work.resolve("buckets/goleta");
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.map(file -> bucket.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** What lies in a folder of the data mover's repository. */
    private List<Path> objects(String folder) throws IOException {
        Path path = work.resolve("buckets/goleta/plugins")
                .resolve(MOVER)
                .resolve(World.NAMESPACE)
                .resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** A folder with nothing but the plugin. */
    private Path pluginFolder() throws IOException {
        Path folder = Files.createDirectory(work.resolve("plugins"));
        try (Stream<Path> files = Files.list(Path.of("../../examples/copy-mover/target"))) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("copy-mover-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(jar, folder.resolve("copy-mover.jar"));
        }
        return folder;
    }
}
