package io.goleta.plugins.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.VerifiedPut;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.http.FaultyProxy;
import io.goleta.testkit.store.http.HttpFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who compares content with its sum: the store, where it says so, and this process everywhere else. */
class S3SumsTest {
    private static final byte[] CONTENT = new byte[100_000];
    private static final byte[] DAMAGED = damaged();
    private static final String SUM = HexFormat.of().formatHex(sha256(CONTENT));
    private static final String SUM_IN_S3 = Base64.getEncoder().encodeToString(sha256(CONTENT));

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
    void aStoreThatComparesNoticesDamageOnTheWay() throws IOException {
        try (FaultyProxy proxy = FaultyProxy.before(server.url());
                ObjectStore store = open(server.settings(folder, server.bucket(), ""), proxy.url())) {
            put(store, CONTENT);
            store.delete("k");

            proxy.breakNext(1, HttpFault.damageRequest(50_000), "PUT");
            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, CONTENT));

            assertThat(proxy.broken()).isEqualTo(1);
            assertThat(failure).hasMessageContaining("what arrived there is not what was sent");
            assertThat(failure.fault()).isEqualTo(Fault.STORAGE);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(store.head("k")).isEmpty();
        }
    }

    @Test
    void aStoreThatComparesIsSentTheSumInsteadOfASecondOneInTheSignature() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            ObjectStore store = listening.open();

            put(store, CONTENT);
            put(store, CONTENT);

            assertThat(listening.signed).containsExactly(SUM, "UNSIGNED-PAYLOAD");
            assertThat(listening.sums).containsExactly(SUM_IN_S3, SUM_IN_S3);
            assertThat(listening.signatures)
                    .allSatisfy(signature -> assertThat(signature).contains("x-amz-checksum-sha256"));
        }
    }

    @Test
    void aStoreThatDoesNotCompareGetsNothingThatIsDamaged() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            listening.compares = false;
            ObjectStore store = listening.open();
            put(store, CONTENT);
            put(store, CONTENT);

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, DAMAGED));

            assertThat(listening.signed).containsExactly(SUM, SUM);
            assertThat(failure).hasMessage("what came has another SHA-256 than " + SUM + ": it was damaged on its way");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void whatAStoreThatNoLongerComparesTookDamagedIsDeleted() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            ObjectStore store = listening.open();
            put(store, CONTENT);
            listening.compares = false;

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, DAMAGED));

            assertThat(failure.isRetryable()).isTrue();
            assertThat(listening.methods).containsExactly("PUT", "PUT", "DELETE");
            put(store, CONTENT);
            assertThat(listening.signed.getLast()).isEqualTo(SUM);
        }
    }

    @Test
    void aStoreThatKnowsNoSumsIsSentNone() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            listening.settings.put("checksumAlgorithm", "");
            ObjectStore store = listening.open();

            put(store, CONTENT);

            assertThat(listening.sums).containsExactly("");
            assertThat(catchThrowableOfType(GoletaException.class, () -> put(store, DAMAGED)))
                    .hasMessageContaining("damaged");
        }
    }

    /** Remembers what it is sent, and says that it compared or does not. It keeps nothing. */
    private static final class ListeningStore implements AutoCloseable {
        private final HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final List<String> methods = new ArrayList<>();
        private final List<String> signed = new ArrayList<>();
        private final List<String> signatures = new ArrayList<>();
        private final List<String> sums = new ArrayList<>();
        private final Map<String, String> settings = server.settings(folder, "b", "");
        private volatile boolean compares = true;

        ListeningStore() throws IOException {
            http.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                methods.add(exchange.getRequestMethod());
                if (exchange.getRequestMethod().equals("PUT")) {
                    listen(exchange.getRequestHeaders());
                    exchange.getResponseHeaders().add("ETag", "\"e\"");
                    if (compares) {
                        exchange.getResponseHeaders().add("x-amz-checksum-sha256", sums.getLast());
                    }
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            http.start();
        }

        private void listen(Headers headers) {
            signed.add(headers.getFirst("x-amz-content-sha256"));
            signatures.add(headers.getFirst("Authorization"));
            String sum = headers.getFirst("x-amz-checksum-sha256");
            sums.add(sum == null ? "" : sum);
        }

        ObjectStore open() {
            return S3SumsTest.open(
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
        ((VerifiedPut) store).put("k", new ByteArrayInputStream(content), content.length, SUM);
    }

    private static byte[] damaged() {
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
