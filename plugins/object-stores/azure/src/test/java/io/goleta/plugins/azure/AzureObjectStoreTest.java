package io.goleta.plugins.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithAzurite
class AzureObjectStoreTest {
    private static final Duration TO_THE_END_OF_TIME = Duration.ofDays(36_500);

    @TempDir
    static Path folder;

    private static AzureServer server;

    private BlobContainerClient container;
    private Map<String, String> settings;

    @BeforeAll
    static void startServer() {
        server = AzureServer.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeContainer() {
        container = server.container();
        settings = server.settings(folder, container.getBlobContainerName(), "p/q");
    }

    @Test
    void keepsObjectsUnderThePrefix() {
        try (ObjectStore store = open()) {
            put(store, "backups/daily/velero-backup.json", "{}");
        }

        assertThat(container
                        .getBlobClient("p/q/backups/daily/velero-backup.json")
                        .downloadContent())
                .hasToString("{}");
    }

    @Test
    void signsAUrlThatNeedsNoCredentials() throws Exception {
        try (ObjectStore store = open()) {
            put(store, "backups/a b/ä%.json", "{}");
            URI url = ((SignedUrls) store).signedGet("backups/a b/ä%.json", TO_THE_END_OF_TIME);

            assertThat(get(url).body()).isEqualTo("{}");
            assertThat(get(URI.create(url.toString().replaceAll("sig=.{8}", "sig=00000000")))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(get(((SignedUrls) store).signedGet("backups/a b/ä%.json", Duration.ofMillis(1)))
                            .statusCode())
                    .as("after its time; the clock of the store is the test's, which stands still")
                    .isEqualTo(403);
        }
    }

    @Test
    void showsNothingOfAnObjectThatFails() {
        try (ObjectStore store = open()) {
            var failing = new SequenceInputStream(new PatternStream(BlockSizes.DEFAULT + 1), broken());

            assertThatThrownBy(() -> store.put("large", failing, -1)).isInstanceOf(GoletaException.class);

            assertThat(store.head("large")).isEmpty();
            assertThat(container.listBlobs().stream().map(BlobItem::getName)).isEmpty();
        }
    }

    @Test
    void leavesWhatWasThereWhenAnObjectFails() throws IOException {
        try (ObjectStore store = open()) {
            put(store, "large", "before");
            var failing = new SequenceInputStream(new PatternStream(BlockSizes.DEFAULT + 1), broken());

            assertThatThrownBy(() -> store.put("large", failing, -1)).isInstanceOf(GoletaException.class);

            assertThat(store.get("large").orElseThrow().readAllBytes()).isEqualTo("before".getBytes(UTF_8));
        }
    }

    @Test
    void stopsWhenItIsCancelled() throws InterruptedException {
        try (ObjectStore store = open()) {
            Thread[] writer = new Thread[1];
            Throwable[] thrown = new Throwable[1];
            PatternStream more = new PatternStream(5L * BlockSizes.DEFAULT);
            var cancelling = new SequenceInputStream(new PatternStream(BlockSizes.DEFAULT + 1), new InputStream() {
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
        }
    }

    @Test
    void sendsBlocksOfTheSizeThatTheLocationSays() {
        settings.put("blockSizeInBytes", "1000");

        try (ObjectStore store = open()) {
            store.put("a", new PatternStream(2500), -1);
        }

        assertThat(container
                        .getBlobClient("p/q/a")
                        .getBlockBlobClient()
                        .listBlocks(BlockListType.COMMITTED)
                        .getCommittedBlocks())
                .extracting(block -> block.getSizeLong())
                .containsExactly(1000L, 1000L, 500L);
    }

    @Test
    void skipsTheMarksThatOtherProgramsSetForFolders() {
        container.getBlobClient("p/q/backups/").upload(BinaryData.fromString(""));

        try (ObjectStore store = open()) {
            put(store, "backups/b1/x", "x");

            assertThat(store.list("").map(ObjectInfo::key)).containsExactly("backups/b1/x");
            assertThat(store.folders("")).containsExactly("backups/");
            assertThat(store.folders("backups/")).containsExactly("backups/b1/");
        }
    }

    @Test
    void deletesABlobOfWhichSomebodyMadeASnapshot() {
        try (ObjectStore store = open()) {
            put(store, "a", "x");
            container.getBlobClient("p/q/a").createSnapshot();

            store.delete("a");

            assertThat(store.head("a")).isEmpty();
        }
    }

    @Test
    void isOpenedByASignatureOfSomebodyElse() throws IOException {
        String signature = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), BlobContainerSasPermission.parse("racwdl")));
        settings.remove("storageAccountKeyEnvVar");
        settings.put(
                "credentialsFile",
                AzureServer.credentials(folder, AccountAccess.SIGNATURE + "=" + signature)
                        .toString());

        try (ObjectStore store = open()) {
            store.check();
            put(store, "a", "x");
            store.put("large", new PatternStream(BlockSizes.DEFAULT + 1), -1);

            assertThat(store.get("a").orElseThrow().readAllBytes()).isEqualTo("x".getBytes(UTF_8));
            assertThat(store.list("").map(ObjectInfo::key)).containsExactly("a", "large");
            store.delete("a");
            assertThat(store.head("a")).isEmpty();
        }
    }

    @Test
    void takesRenewedCredentialsWithoutARestart() throws IOException {
        Path file = Files.writeString(folder.resolve("renewed"), AzureServer.KEY_VARIABLE + "=d3Jvbmc=\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        settings.put("credentialsFile", file.toString());

        try (ObjectStore store = open()) {
            assertThatThrownBy(store::check).hasMessageContaining("the store rejected the credentials");
            Files.writeString(file, AzureServer.KEY_VARIABLE + "=" + Azurite.KEY);
            store.check();
        }
    }

    @Test
    void saysThatThereIsNoSuchContainer() {
        settings.put("bucket", "no-such-container");

        try (ObjectStore store = open()) {
            assertThatThrownBy(store::check).hasMessageContaining("there is no such container");
            assertThatThrownBy(() -> put(store, "a", "x")).hasMessageContaining("there is no such container");
            assertThatThrownBy(() -> store.get("a")).hasMessageContaining("there is no such container");
        }
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }
        };
    }

    private ObjectStore open() {
        return new AzureObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
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
