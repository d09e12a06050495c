package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.VeleroKind;
import io.goleta.plugins.gcp.server.GcsServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects and volumes into a bucket of a server that speaks as Google Cloud Storage does, and back. */
class GcpIT {
    @TempDir
    Path work;

    private GcsServer server;
    private World world;

    @BeforeEach
    void startEverything() throws Exception {
        server = GcsServer.start();
        server.createBucket("backups");
        world = new World(work);
        world.installation.server("--log-level", "debug");
        world.agent();
    }

    @AfterEach
    void stopEverything() throws Exception {
        world.close();
        server.close();
    }

    @Test
    void holdsANamespaceWithItsVolumes() throws Exception {
        createCredentials();
        createLocation("gcp", "backups");
        createLocation("lost", "no-such-bucket");
        world.deployShop(10);
        Files.writeString(world.volume("web", "data").resolve("order.txt"), "42");
        TreeMap<String, String> expected = World.files(world.volume("web", "data"));

        world.velero(
                "backup",
                "create",
                "b1",
                "--include-namespaces",
                World.NAMESPACE,
                "--storage-location",
                "gcp",
                "--wait");

        assertThat(world.volumeBackups("b1"))
                .isNotEmpty()
                .allSatisfy(volume -> assertThat(volume.spec().repoIdentifier())
                        .isEqualTo("gs:backups:/velero/restic/" + World.NAMESPACE));
        assertThat(world.velero("backup", "logs", "b1")).contains("b1");
        world.destroyShop();
        world.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        world.awaitRunning("web");
        assertThat(World.files(world.volume("web", "data"))).isEqualTo(expected);
        saysWhatIsWrongWith("lost");
        for (String process : List.of("server", "agent")) {
            assertThat(world.installation.log(process))
                    .isNotEmpty()
                    .doesNotContain("PRIVATE KEY")
                    .doesNotContain("ya29.")
                    .doesNotContain("upload_id=");
        }
    }

    private void saysWhatIsWrongWith(String name) {
        await("the location was looked into").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            BackupStorageLocation location = world.cluster
                    .get(VeleroKind.BACKUP_STORAGE_LOCATION, Velero.NAMESPACE, name)
                    .orElseThrow();
            assertThat(location.status().phase()).hasToString("Unavailable");
            assertThat(location.status().message())
                    .contains("there is no such bucket; create it, or correct the location's bucket");
        });
    }

    private void createCredentials() {
        world.apply("{apiVersion: v1, kind: Secret, metadata: {name: gcp, namespace: velero}, data: {cloud: \"%s\"}}"
                .formatted(
                        Base64.getEncoder().encodeToString(server.credentials().getBytes(StandardCharsets.UTF_8))));
    }

    private void createLocation(String name, String bucket) {
        world.velero(
                "backup-location",
                "create",
                name,
                "--provider=gcp",
                "--bucket=" + bucket,
                "--prefix=velero",
                "--credential=gcp=cloud",
                "--config=storeEndpoint=" + server.url());
    }
}
