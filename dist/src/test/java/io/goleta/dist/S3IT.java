package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.core.api.BackupStorageLocation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects and volumes into a bucket of a server that speaks S3, and back. */
class S3IT {
    private static final String KEY_ID = "AKIDGOLETATEST";
    private static final String SECRET = "s3cr3t/of+the/test";

    @TempDir
    Path work;

    private S3Proxy server;
    private World world;

    @BeforeEach
    void startEverything() throws Exception {
        Files.createDirectories(work.resolve("s3/backups"));
        server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .blobStore(new FilesystemNio2BlobStore(work.resolve("s3").toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        world = new World(work);
        world.installation.server("--log-level", "debug");
        world.agent();
    }

    @AfterEach
    void stopEverything() throws Exception {
        world.close();
        server.stop();
    }

    @Test
    void holdsANamespaceWithItsVolumes() throws Exception {
        createCredentials();
        createLocation("s3", "backups");
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
                "s3",
                "--wait");

        assertThat(world.volumeBackups("b1"))
                .isNotEmpty()
                .allSatisfy(
                        volume -> assertThat(volume.getSpec().repoIdentifier()).isEqualTo(repository()));
        assertThat(restic("check", "--read-data")).contains("no errors were found");
        assertThat(world.velero("backup", "logs", "b1")).contains("b1");
        world.destroyShop();
        world.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        world.awaitRunning("web");
        assertThat(World.files(world.volume("web", "data"))).isEqualTo(expected);
        saysWhatIsWrongWith("lost");
        for (String process : List.of("server", "agent")) {
            assertThat(world.installation.log(process)).isNotEmpty().doesNotContain(SECRET);
        }
    }

    private void saysWhatIsWrongWith(String name) {
        await("the location was looked into").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            BackupStorageLocation location = world.client
                    .resources(BackupStorageLocation.class)
                    .inNamespace(Velero.NAMESPACE)
                    .withName(name)
                    .get();
            assertThat(location.getStatus()).isNotNull();
            assertThat(location.getStatus().phase()).hasToString("Unavailable");
            assertThat(location.getStatus().message())
                    .contains("there is no such bucket; create it, or correct the location's bucket");
        });
    }

    private void createCredentials() {
        String credentials = "[default]\naws_access_key_id=" + KEY_ID + "\naws_secret_access_key=" + SECRET + "\n";
        world.apply("{apiVersion: v1, kind: Secret, metadata: {name: s3, namespace: velero}, data: {cloud: \"%s\"}}"
                .formatted(Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
    }

    private void createLocation(String name, String bucket) {
        world.velero(
                "backup-location",
                "create",
                name,
                "--provider=aws",
                "--bucket=" + bucket,
                "--prefix=velero",
                "--credential=s3=cloud",
                "--config=region=us-east-1,s3ForcePathStyle=true,s3Url=" + url());
    }

    private String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private String repository() {
        return "s3:" + url() + "/backups/velero/restic/" + World.NAMESPACE;
    }

    private String restic(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("restic", "-r", repository(), "--no-cache"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_PASSWORD",
                        password(),
                        "AWS_DEFAULT_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        SECRET));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private String password() {
        return new String(
                Base64.getDecoder()
                        .decode(world.client
                                .secrets()
                                .inNamespace(Velero.NAMESPACE)
                                .withName("velero-restic-credentials")
                                .get()
                                .getData()
                                .get("repository-password")),
                StandardCharsets.UTF_8);
    }
}
