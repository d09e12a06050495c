package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goleta's repositories are restic's own: plain restic reads and verifies them, and Goleta reads what plain restic wrote. */
class PlainResticIT {
    @TempDir
    Path work;

    private World world;

    @BeforeEach
    void startEverything() throws IOException {
        world = new World(work);
        world.installation.server();
        world.agent();
    }

    @AfterEach
    void stopEverything() {
        world.close();
    }

    @Test
    void plainResticVerifiesAndListsWhatGoletaWrote() throws Exception {
        world.deployShop(10);
        Files.writeString(world.volume("web", "data").resolve("order.txt"), "42");
        Files.writeString(world.volume("web", "cache").resolve("page.html"), "<html/>");
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");

        assertThat(restic("check", "--read-data")).contains("no errors were found");
        assertThat(restic("snapshots")).contains("velero").contains("2 snapshots");
    }

    @Test
    void goletaRestoresASnapshotThatPlainResticWrote() throws Exception {
        world.deployShop(1);
        Files.writeString(world.volume("web", "data").resolve("order.txt"), "42");
        world.velero("backup", "create", "b1", "--include-namespaces", World.NAMESPACE, "--wait");
        TreeMap<String, String> expected = replaceRepositoryByOneOfPlainRestic();
        world.destroyShop();

        world.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        world.awaitRunning("web");
        assertThat(World.files(world.volume("web", "data"))).isEqualTo(expected);
    }

    /**
     * Copies every snapshot with plain restic into a fresh repository that plain restic made, puts it in the place of ours and
     * points the backup at the new snapshot.
     */
    private TreeMap<String, String> replaceRepositoryByOneOfPlainRestic() throws Exception {
        TreeMap<String, String> expected = World.files(world.volume("web", "data"));
        Path repository = world.repository(World.NAMESPACE);
        Path ours = repository.resolveSibling("ours");
        Files.move(repository, ours);
        restic("init");
        Path data = world.volume("web", "data").toRealPath();
        for (var volumeBackup : world.volumeBackups("b1")) {
            if (!volumeBackup.spec().volume().equals("data")) {
                continue;
            }
            String output = resticIn(data, "backup", ".", "--host", "velero", "--json");
            String id = output.replaceAll("(?s).*\"snapshot_id\":\"([0-9a-f]+)\".*", "$1")
                    .substring(0, 8);
            rewriteSnapshotId(volumeBackup.status().snapshotID(), id);
        }
        return expected;
    }

    private void rewriteSnapshotId(String old, String id) throws Exception {
        Path metadata = work.resolve("buckets/goleta/backups/b1/velero-backup.json");
        // As in a backup that Velero made, whose files nobody vouches for.
        Files.writeString(metadata, Files.readString(metadata).replace("goleta.io/checksums", "example.com/note"));
        Path file = work.resolve("buckets/goleta/backups/b1/b1-podvolumebackups.json.gz");
        byte[] json;
        try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
            json = in.readAllBytes();
        }
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(new String(json, StandardCharsets.UTF_8).replace(old, id).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String restic(String... arguments) throws Exception {
        return resticIn(work, arguments);
    }

    private String resticIn(Path directory, String... arguments) throws Exception {
        Path password = work.resolve("password");
        Files.write(
                password,
                Base64.getDecoder()
                        .decode(world.client
                                .secrets()
                                .inNamespace(Velero.NAMESPACE)
                                .withName("velero-restic-credentials")
                                .get()
                                .getData()
                                .get("repository-password")));
        List<String> command = new java.util.ArrayList<>(List.of(
                "restic", "-r", world.repository(World.NAMESPACE).toString(), "-p", password.toString(), "--no-cache"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
