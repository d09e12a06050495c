package io.goleta.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.VeleroKind;
import io.goleta.testkit.store.http.FaultyProxy;
import io.goleta.testkit.store.http.HttpFault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final String TOKEN = "FwoGZXIvYXdzSESSIONTOKENofThisTest";

    @TempDir
    Path work;

    private final List<FaultyProxy> proxies = new ArrayList<>();
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
        proxies.forEach(FaultyProxy::close);
        server.stop();
    }

    @Test
    void holdsANamespaceWithItsVolumes() throws Exception {
        createCredentials(SECRET);
        createLocation("s3", "backups", url());
        createLocation("lost", "no-such-bucket", url());
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
                .allSatisfy(volume -> assertThat(volume.spec().repoIdentifier()).isEqualTo(repository()));
        assertThat(restic("check", "--read-data")).contains("no errors were found");
        assertThat(world.velero("backup", "logs", "b1")).contains("b1");
        world.destroyShop();
        world.velero("restore", "create", "r1", "--from-backup", "b1", "--wait");
        world.awaitRunning("web");
        assertThat(World.files(world.volume("web", "data"))).isEqualTo(expected);
        saysWhatIsWrongWith("lost");
        for (String process : List.of("server", "agent")) {
            assertThat(world.installation.log(process))
                    .isNotEmpty()
                    .doesNotContain(SECRET)
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void saysWhatIsWrongWithALocationWhereUsersLook() throws Exception {
        createCredentials(SECRET);
        S3Proxy stranger = secureServer();
        Map<String, String> sentences = new TreeMap<>(Map.of(
                "lost", "there is no such bucket; create it, or correct the location's bucket",
                "region", "the bucket is in region eu-central-1, and the location says us-east-1; correct region",
                "unwritable",
                        "access denied (AccessDenied: As it says.); grant the credentials s3:PutObject on the bucket",
                "expired", "the credentials have expired; renew them in the location's Secret",
                "skewed", "the clocks of this machine and of the store differ too much; synchronize both with NTP",
                "stranger", "certificate signed by an unknown CA; set the CA certificate in caCert"));
        createLocation("lost", "no-such-bucket", url());
        createLocation("region", "backups", answering(400, "AuthorizationHeaderMalformed"));
        createLocation("unwritable", "backups", answering(403, "AccessDenied", "PUT"));
        createLocation("expired", "backups", answering(400, "ExpiredToken"));
        createLocation("skewed", "backups", answering(403, "RequestTimeTooSkewed"));
        createLocation("stranger", "backups", "https://localhost:" + stranger.getSecurePort());

        await("all were looked into")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(world.velero("backup-location", "get")).contains(sentences.values()));
        sentences.forEach((location, sentence) -> {
            world.installation.velero(
                    "backup",
                    "create",
                    location,
                    "--include-namespaces=default",
                    "--storage-location=" + location,
                    "--wait");
            assertThat(world.backup(location).status().failureReason()).contains(sentence);
        });
        assertThat(world.velero("backup", "describe", "expired")).contains(sentences.get("expired"));
        stranger.stop();
    }

    @Test
    void takesUpASecretThatWasChanged() {
        createCredentials("an-old-secret");
        createLocation("s3", "backups", url(), "--validation-frequency=1s");
        await("the old one is refused")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(world.velero("backup-location", "get", "s3"))
                        .contains("the store rejected the credentials (SignatureDoesNotMatch)"));

        world.client.secrets().inNamespace(Velero.NAMESPACE).withName("s3").edit(secret -> {
            secret.getData().put("cloud", credentials(SECRET));
            return secret;
        });

        await("the new one is accepted")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(world.velero("backup-location", "get", "s3"))
                        .contains("Available")
                        .doesNotContain("is unavailable"));
        assertThat(world.installation.log("server")).doesNotContain(SECRET).doesNotContain("an-old-secret");
    }

    /** A proxy that gives Amazon's answer to requests with these methods; to all when there are none. */
    private String answering(int status, String code, String... methods) {
        FaultyProxy proxy = FaultyProxy.before(URI.create(url()));
        proxies.add(proxy);
        String body = "<Error><Code>" + code + "</Code><Message>As it says.</Message></Error>";
        proxy.breakNext(
                FaultyProxy.ALL,
                HttpFault.answer(status, Map.of("x-amz-bucket-region", "eu-central-1"), body),
                methods);
        return proxy.url().toString();
    }

    private S3Proxy secureServer() throws Exception {
        Path keys = work.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        S3Proxy secure = S3Proxy.builder()
                .secureEndpoint(URI.create("https://127.0.0.1:0"))
                .keyStore(keys.toString(), "changeit")
                .blobStore(new FilesystemNio2BlobStore(work.resolve("s3").toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
                .build();
        secure.start();
        return secure;
    }

    private void saysWhatIsWrongWith(String name) {
        await("the location was looked into").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            BackupStorageLocation location = world.cluster
                    .get(VeleroKind.BACKUP_STORAGE_LOCATION, Velero.NAMESPACE, name)
                    .orElseThrow();
            assertThat(location.status().phase()).hasToString("Unavailable");
            assertThat(location.status().message())
                    .doesNotContain(SECRET)
                    .doesNotContain(TOKEN)
                    .contains("there is no such bucket; create it, or correct the location's bucket");
        });
    }

    private static String credentials(String secret) {
        String credentials = "[default]\naws_access_key_id=" + KEY_ID + "\naws_secret_access_key=" + secret
                + "\naws_session_token=" + TOKEN + "\n";
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private void createCredentials(String secret) {
        world.apply("{apiVersion: v1, kind: Secret, metadata: {name: s3, namespace: velero}, data: {cloud: \"%s\"}}"
                .formatted(credentials(secret)));
    }

    private void createLocation(String name, String bucket, String url, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "backup-location",
                "create",
                name,
                "--provider=aws",
                "--bucket=" + bucket,
                "--prefix=velero",
                "--credential=s3=cloud",
                "--config=region=us-east-1,s3ForcePathStyle=true,s3Url=" + url));
        command.addAll(List.of(more));
        world.velero(command.toArray(String[]::new));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private String repository() {
        return "s3:" + url() + "/backups/velero/restic/" + World.NAMESPACE;
    }

    private String restic(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("restic", "-r", repository(), "--no-cache"));
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
