package io.goleta.plugins.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.PatternStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreTest {
    @TempDir
    static Path folder;

    private static S3Server server;

    private Map<String, String> settings;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeBucket() throws IOException {
        settings = server.settings(folder, server.bucket(), "p/q");
    }

    @Test
    void keepsObjectsUnderThePrefix() {
        try (ObjectStore store = open()) {
            put(store, "backups/daily/velero-backup.json", "{}");
        }

        assertThat(folder.resolve(settings.get("bucket") + "/p/q/backups/daily/velero-backup.json"))
                .hasContent("{}");
    }

    @Test
    void signsAUrlThatNeedsNoCredentials() throws Exception {
        try (ObjectStore store = open()) {
            put(store, "backups/a b/ä.json", "{}");
            URI url = ((SignedUrls) store).signedGet("backups/a b/ä.json", Duration.ofMinutes(10));

            assertThat(get(url).body()).isEqualTo("{}");
            assertThat(get(URI.create(url.toString().replaceAll("Signature=.{8}", "Signature=00000000")))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void signsForTheAddressThatClientsReach() {
        settings.put("publicUrl", "https://s3.example.com:9000");

        try (ObjectStore store = open()) {
            assertThat(((SignedUrls) store)
                            .signedGet("k", Duration.ofMinutes(1))
                            .toString())
                    .startsWith("https://s3.example.com:9000/" + settings.get("bucket") + "/p/q/k?");
        }
    }

    @Test
    void abandonsThePartsOfAnObjectThatFails() {
        try (ObjectStore store = open();
                S3Client sdk = sdk()) {
            var failing = new SequenceInputStream(new PatternStream(PartSizes.SMALLEST + 1), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("broken");
                }
            });

            assertThatThrownBy(() -> store.put("large", failing, -1)).isInstanceOf(GoletaException.class);

            assertThat(sdk.listMultipartUploads(request -> request.bucket(settings.get("bucket")))
                            .uploads())
                    .isEmpty();
        }
    }

    @Test
    void abandonsThePartsOfAnObjectWhenItIsCancelled() throws InterruptedException {
        try (ObjectStore store = open();
                S3Client sdk = sdk()) {
            Thread[] writer = new Thread[1];
            Throwable[] thrown = new Throwable[1];
            PatternStream more = new PatternStream(5L * PartSizes.SMALLEST);
            var cancelling = new SequenceInputStream(new PatternStream(PartSizes.SMALLEST + 1), new InputStream() {
                @Override
                public int read() {
                    writer[0].interrupt();
                    return more.read();
                }
            });
            writer[0] = Thread.ofVirtual().unstarted(() -> {
                try {
                    store.put("large", cancelling, -1);
                } catch (GoletaException e) {
                    thrown[0] = e;
                }
            });
            writer[0].start();
            writer[0].join();

            assertThat(thrown[0]).hasMessageContaining("cancelled");
            assertThat(store.head("large")).isEmpty();
            assertThat(sdk.listMultipartUploads(request -> request.bucket(settings.get("bucket")))
                            .uploads())
                    .isEmpty();
        }
    }

    @Test
    void skipsTheMarksThatOtherProgramsSetForFolders() {
        try (ObjectStore store = open();
                S3Client sdk = sdk()) {
            sdk.putObject(
                    request -> request.bucket(settings.get("bucket")).key("p/q/backups/"),
                    software.amazon.awssdk.core.sync.RequestBody.empty());
            put(store, "backups/b1/x", "x");

            assertThat(store.list("").map(object -> object.key())).containsExactly("backups/b1/x");
            assertThat(store.folders("")).containsExactly("backups/");
            assertThat(store.folders("backups/")).containsExactly("backups/b1/");
        }
    }

    private ObjectStore open() {
        return new S3ObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
    }

    private static S3Client sdk() {
        return S3Client.builder()
                .endpointOverride(server.url())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.KEY_ID, S3Server.SECRET)))
                .build();
    }

    private static void put(ObjectStore store, String key, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        store.put(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
