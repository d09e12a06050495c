package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.VeleroKind;
import io.goleta.plugins.azure.Azurite;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Objects and volumes into a container of a server that speaks as Azure Blob Storage does, and back. */
@EnabledIfEnvironmentVariable(
        named = "GOLETA_AZURITE",
        matches = ".+",
        disabledReason = "GOLETA_AZURITE does not name Azurite's blob service; .ci/run installs it")
class AzureIT {
    @TempDir
    Path work;

    private Azurite server;
    private World world;

    @BeforeEach
    void startEverything() throws Exception {
        server = Azurite.start(
                Objects.requireNonNull(System.getenv("GOLETA_AZURITE")),
                Files.createDirectory(work.resolve("azurite")));
        createContainer("backups");
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
        createLocation("azure", "backups");
        createLocation("lost", "no-such-container");
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
                "azure",
                "--wait");

        assertThat(world.volumeBackups("b1"))
                .isNotEmpty()
                .allSatisfy(volume -> assertThat(volume.spec().repoIdentifier())
                        .isEqualTo("azure:backups:/velero/restic/" + World.NAMESPACE));
        assertThat(world.velero("backup", "logs", "b1")).contains("b1");
        world.destroyShop();
        world.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        world.awaitRunning("web");
        assertThat(World.files(world.volume("web", "data"))).isEqualTo(expected);
        saysWhatIsWrongWith("lost");
        for (String process : List.of("server", "agent")) {
            assertThat(world.installation.log(process)).isNotEmpty().doesNotContain(Azurite.KEY);
        }
    }

    private void saysWhatIsWrongWith(String name) {
        await("the location was looked into").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            BackupStorageLocation location = world.cluster
                    .get(VeleroKind.BACKUP_STORAGE_LOCATION, Velero.NAMESPACE, name)
                    .orElseThrow();
            assertThat(location.status().phase()).hasToString("Unavailable");
            assertThat(location.status().message())
                    .contains("there is no such container; create it, or correct the location's bucket");
        });
    }

    private void createCredentials() {
        String credentials = "ACCOUNT_KEY=" + Azurite.KEY + "\n";
        world.apply("{apiVersion: v1, kind: Secret, metadata: {name: azure, namespace: velero}, data: {cloud: \"%s\"}}"
                .formatted(Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
    }

    private void createLocation(String name, String bucket) {
        world.velero(
                "backup-location",
                "create",
                name,
                "--provider=azure",
                "--bucket=" + bucket,
                "--prefix=velero",
                "--credential=azure=cloud",
                "--config=resourceGroup=rg,storageAccount=" + Azurite.ACCOUNT
                        + ",storageAccountKeyEnvVar=ACCOUNT_KEY,storageAccountURI=" + server.url());
    }

    // By hand: the plugin's libraries are nobody's but its own.
    private void createContainer(String name) throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String signed = "PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:" + date + "\nx-ms-version:2021-12-02\n/"
                + Azurite.ACCOUNT + "/" + Azurite.ACCOUNT + "/" + name + "\nrestype:container";
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/" + name + "?restype=container"))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .header("x-ms-date", date)
                .header("x-ms-version", "2021-12-02")
                .header("Authorization", "SharedKey " + Azurite.ACCOUNT + ":" + signature(signed))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
    }

    private static String signature(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(Azurite.KEY), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
