package io.goleta.plugins.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ChecksummedPut;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.http.FaultyProxy;
import io.goleta.testkit.store.http.HttpFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who verifies the SHA-256 of uploads: the store if it is known to do so, otherwise this process. */
class S3ChecksumsTest {
    private static final byte[] CONTENT = new byte[100_000];
    private static final byte[] CORRUPTED = corrupted();
    private static final String SHA256 = HexFormat.of().formatHex(sha256(CONTENT));
    private static final String SHA256_BASE64 = Base64.getEncoder().encodeToString(sha256(CONTENT));

    @TempDir
    static Path folder;

    private static S3Server server;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aStoreThatVerifiesNoticesCorruptionInTransit() throws IOException {
        try (FaultyProxy proxy = FaultyProxy.before(server.url());
                ObjectStore store = open(server.settings(folder, server.bucket(), ""), proxy.url())) {
            put(store, CONTENT);
            store.delete("k");

            proxy.breakNext(1, HttpFault.corruptRequest(50_000), "PUT");
            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, CONTENT));

            assertThat(proxy.broken()).isEqualTo(1);
            assertThat(failure).hasMessageContaining("checksum mismatch: data was corrupted in transit (BadDigest)");
            assertThat(failure.fault()).isEqualTo(Fault.STORAGE);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(store.head("k")).isEmpty();
        }
    }

    @Test
    void aStoreThatVerifiesGetsTheChecksumInAHeaderOnly() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            ObjectStore store = recording.open();

            put(store, CONTENT);
            put(store, CONTENT);

            assertThat(recording.signed).containsExactly(SHA256, "UNSIGNED-PAYLOAD");
            assertThat(recording.checksums).containsExactly(SHA256_BASE64, SHA256_BASE64);
            assertThat(recording.signatures)
                    .allSatisfy(signature -> assertThat(signature).contains("x-amz-checksum-sha256"));
        }
    }

    @Test
    void aStoreThatReturnsNoChecksumGetsNothingCorrupt() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            recording.echoes = false;
            ObjectStore store = recording.open();
            put(store, CONTENT);
            put(store, CONTENT);

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, CORRUPTED));

            assertThat(recording.signed).containsExactly(SHA256, SHA256);
            assertThat(failure).hasMessage("SHA-256 mismatch (expected " + SHA256 + "): data was corrupted in transit");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(recording.probes).isEmpty();
        }
    }

    @Test
    void aStoreThatOnlyEchoesChecksumsGetsNothingCorrupt() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            recording.verifies = false;
            ObjectStore store = recording.open();
            put(store, CONTENT);
            put(store, CONTENT);

            assertThat(catchThrowableOfType(GoletaException.class, () -> put(store, CORRUPTED)))
                    .hasMessageContaining("SHA-256 mismatch");
            assertThat(recording.signed).containsExactly(SHA256, SHA256);
            assertThat(recording.probes).containsExactly("PUT", "DELETE");
        }
    }

    @Test
    void isSentAgainWithTheChecksumInTheSignatureWhenTheStoreNoLongerVerifies() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            ObjectStore store = recording.open();
            put(store, CONTENT);
            recording.echoes = false;

            put(store, CONTENT);

            assertThat(recording.signed).containsExactly(SHA256, "UNSIGNED-PAYLOAD", SHA256);
            recording.echoes = true;
            put(store, CONTENT);
            assertThat(recording.signed).endsWith(SHA256);
            assertThat(recording.probes).containsExactly("PUT");
        }
    }

    @Test
    void isDeletedWhenAStoreThatNoLongerVerifiesTookItCorrupt() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            ObjectStore store = recording.open();
            put(store, CONTENT);
            recording.echoes = false;
            recording.verifies = false;

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, CORRUPTED));

            assertThat(failure.isRetryable()).isTrue();
            assertThat(recording.methods).containsExactly("PUT", "PUT", "DELETE");
        }
    }

    @Test
    void isDeletedWhenTheStoreReturnsADifferentChecksum() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            recording.echoesInstead = SHA256_BASE64.replace(SHA256_BASE64.charAt(0), '_');
            ObjectStore store = recording.open();

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, CONTENT));

            assertThat(failure).hasMessageContaining("the store has _");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(recording.methods).containsExactly("PUT", "DELETE");
        }
    }

    @Test
    void aStoreThatRefusesUnsignedContentGetsItSigned() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            recording.takesUnsigned = false;
            ObjectStore store = recording.open();
            put(store, CONTENT);

            put(store, CONTENT);
            put(store, CONTENT);

            assertThat(recording.signed).containsExactly(SHA256, "UNSIGNED-PAYLOAD", SHA256, SHA256);
        }
    }

    @Test
    void aStoreWithoutChecksumsIsSentNone() throws IOException {
        try (RecordingServer recording = new RecordingServer()) {
            recording.settings.put("checksumAlgorithm", "");
            ObjectStore store = recording.open();

            put(store, CONTENT);

            assertThat(recording.checksums).containsExactly("");
            assertThat(catchThrowableOfType(GoletaException.class, () -> put(store, CORRUPTED)))
                    .hasMessageContaining("SHA-256 mismatch");
        }
    }

    /** Records the requests for the key {@code k}, and answers as configured. It keeps nothing. */
    private static final class RecordingServer implements AutoCloseable {
        private final HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final List<String> methods = new CopyOnWriteArrayList<>();
        private final List<String> probes = new CopyOnWriteArrayList<>();
        private final List<String> signed = new CopyOnWriteArrayList<>();
        private final List<String> signatures = new CopyOnWriteArrayList<>();
        private final List<String> checksums = new CopyOnWriteArrayList<>();
        private final Map<String, String> settings = server.settings(folder, "b", "");
        private volatile boolean verifies = true;
        private volatile boolean echoes = true;
        private volatile boolean takesUnsigned = true;
        private volatile String echoesInstead = "";

        RecordingServer() throws IOException {
            http.createContext("/", exchange -> {
                byte[] content = exchange.getRequestBody().readAllBytes();
                Headers headers = exchange.getRequestHeaders();
                String checksum = Objects.requireNonNullElse(headers.getFirst("x-amz-checksum-sha256"), "");
                boolean isProbe = exchange.getRequestURI().getPath().endsWith(ChecksumProbe.KEY);
                (isProbe ? probes : methods).add(exchange.getRequestMethod());
                if (exchange.getRequestMethod().equals("PUT") && !isProbe) {
                    signed.add(headers.getFirst("x-amz-content-sha256"));
                    signatures.add(headers.getFirst("Authorization"));
                    checksums.add(checksum);
                }
                answer(exchange, refusal(headers, checksum, content), checksum);
            });
            http.start();
        }

        private String refusal(Headers headers, String checksum, byte[] content) {
            if (!takesUnsigned && "UNSIGNED-PAYLOAD".equals(headers.getFirst("x-amz-content-sha256"))) {
                return "InvalidRequest";
            }
            boolean differs =
                    !checksum.isEmpty() && !checksum.equals(Base64.getEncoder().encodeToString(sha256(content)));
            return verifies && differs ? "BadDigest" : "";
        }

        private void answer(HttpExchange exchange, String refusal, String checksum) throws IOException {
            exchange.getResponseHeaders().add("ETag", "\"e\"");
            if (echoes && refusal.isEmpty() && !checksum.isEmpty()) {
                exchange.getResponseHeaders()
                        .add("x-amz-checksum-sha256", echoesInstead.isEmpty() ? checksum : echoesInstead);
            }
            byte[] body = refusal.isEmpty()
                    ? new byte[0]
                    : ("<Error><Code>" + refusal + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refusal.isEmpty() ? 200 : 400, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        ObjectStore open() {
            return S3ChecksumsTest.open(
                    settings, URI.create("http://127.0.0.1:" + http.getAddress().getPort()));
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private static ObjectStore open(Map<String, String> settings, URI url) {
        settings.put("s3Url", url.toString());
        return new S3ObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
    }

    private static void put(ObjectStore store, byte[] content) {
        ((ChecksummedPut) store).put("k", new ByteArrayInputStream(content), content.length, SHA256);
    }

    private static byte[] corrupted() {
        byte[] content = CONTENT.clone();
        content[77_777] ^= 4;
        return content;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
