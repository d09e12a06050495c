package io.goleta.plugins.gcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.plugins.stores.RetryPauses;
import io.goleta.plugins.stores.Timeouts;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
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
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcpObjectStoreTest {
    @TempDir
    Path folder;

    private GcsServer server;
    private Location location;

    @BeforeEach
    void startServer() {
        server = GcsServer.start();
        location = Location.in(server, folder).with("prefix", "p/q");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void keepsObjectsUnderThePrefix() {
        try (ObjectStore store = location.open()) {
            put(store, "backups/daily/velero-backup.json", "{}");
        }

        assertThat(server.names(location.bucket())).containsExactly("p/q/backups/daily/velero-backup.json");
    }

    @Test
    void signsAUrlThatNeedsNoCredentials() throws Exception {
        GcpSettings settings = location.settings();
        try (SigningGcpObjectStore store = new SigningGcpObjectStore(
                settings, new GcpConnection(settings, Timeouts.DEFAULT, RetryPauses.DEFAULT), Clock.systemUTC())) {
            put(store, "backups/a b+c/ä%~*.json", "{}");
            URI url = store.signedGet("backups/a b+c/ä%~*.json", Duration.ofDays(7));

            assertThat(get(url).body()).isEqualTo("{}");
            assertThat(get(URI.create(url.toString().replaceAll("Signature=.{8}", "Signature=00000000")))
                            .statusCode())
                    .isEqualTo(403);
            server.setClockAhead(Duration.ofDays(8));
            assertThat(get(url).statusCode()).as("after its time").isEqualTo(400);
        }
    }

    @Test
    void signsNoUrlForLongerThanGoogleTakesIt() {
        try (ObjectStore store = location.open()) {
            assertThatThrownBy(() -> ((SignedUrls) store).signedGet("a", Duration.ofDays(8)))
                    .hasMessageContaining("signed URLs are valid for at most 7 days");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 40 << 20})
    void showsNothingOfAnObjectThatFails(int announced) throws IOException {
        try (ObjectStore store = location.open()) {
            put(store, "large", "before");
            var failing = new SequenceInputStream(new PatternStream(GcpUpload.CHUNK + 1), broken());

            assertThatThrownBy(() -> store.put("large", failing, announced)).isInstanceOf(GoletaException.class);
            assertThatThrownBy(() -> store.put("other", new PatternStream(GcpUpload.CHUNK * 2L), 40 << 20))
                    .hasMessageContaining("expected 41943040 bytes but got 16777216");

            assertThat(store.get("large").orElseThrow().readAllBytes()).isEqualTo("before".getBytes(UTF_8));
            assertThat(store.head("other")).isEmpty();
        }
    }

    @Test
    void storesAnUnknownLengthThatEndsWithAChunk() {
        try (ObjectStore store = location.open()) {
            store.put("large", new PatternStream(GcpUpload.CHUNK * 2L), -1);

            assertThat(store.head("large").map(ObjectInfo::size)).contains(GcpUpload.CHUNK * 2L);
        }
    }

    @Test
    void stopsWhenItIsCancelled() throws InterruptedException {
        try (ObjectStore store = location.open()) {
            Thread[] writer = new Thread[1];
            Throwable[] thrown = new Throwable[1];
            PatternStream more = new PatternStream(5L * GcpUpload.CHUNK);
            var cancelling = new SequenceInputStream(new PatternStream(GcpUpload.CHUNK + 1), new InputStream() {
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
    void noticesThatAnObjectIsNotWhatWasStored() throws IOException {
        try (ObjectStore store = location.open()) {
            store.put("a", new PatternStream(100_000), 100_000);
            server.corrupt(location.bucket(), "p/q/a");

            try (InputStream in = store.get("a").orElseThrow()) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("a is corrupt: CRC32C mismatch between download and store");
            }
        }
    }

    @Test
    void takesRenewedCredentialsWithoutARestart() throws IOException {
        Path file = Files.writeString(folder.resolve("renewed"), OtherCredentials.ofAnotherKey(server.url()));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        location.with("credentialsFile", file.toString());

        try (ObjectStore store = location.open()) {
            assertThatThrownBy(store::check).hasMessageContaining("the service account is disabled or deleted");
            Files.writeString(file, server.credentials());
            store.check();
        }
    }

    @Test
    void asksForAnotherTokenWhenTheStoreTakesThisOneNoMore() {
        try (ObjectStore store = location.open()) {
            store.check();
            server.expireTokens();

            put(store, "a", "x");
            server.expireTokens();
            store.check();
        }
    }

    @Test
    void skipsTheMarksThatOtherProgramsSetForFolders() throws Exception {
        HttpRequest mark = HttpRequest.newBuilder(URI.create(server.url() + "/upload/storage/v1/b/" + location.bucket()
                        + "/o?uploadType=media&name=p/q/backups/"))
                .header("Authorization", "Bearer " + server.token())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(mark, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }

        try (ObjectStore store = location.open()) {
            put(store, "backups/b1/x", "x");

            assertThat(store.list("").map(ObjectInfo::key)).containsExactly("backups/b1/x");
            assertThat(store.folders("")).containsExactly("backups/");
            assertThat(store.folders("backups/")).containsExactly("backups/b1/");
        }
    }

    @Test
    void saysThatThereIsNoSuchBucket() {
        location.with("bucket", "no-such-bucket");

        try (ObjectStore store = location.open()) {
            String sentence = "there is no such bucket; create it, or correct the location's bucket";
            assertThatThrownBy(store::check).hasMessageContaining(sentence);
            assertThatThrownBy(() -> put(store, "a", "x")).hasMessageContaining(sentence);
            assertThatThrownBy(() -> store.put("a", new PatternStream(GcpUpload.CHUNK), -1))
                    .hasMessageContaining(sentence);
            assertThatThrownBy(() -> store.get("a")).hasMessageContaining(sentence);
            assertThatThrownBy(() -> store.head("a")).hasMessageContaining(sentence);
            assertThatThrownBy(() -> store.delete("a")).hasMessageContaining(sentence);
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
