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
            assertThat(failure).hasMessageContaining("what arrived there is not what was sent (BadDigest)");
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
    void aStoreThatNamesNoSumGetsNothingThatIsDamaged() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            listening.names = false;
            ObjectStore store = listening.open();
            put(store, CONTENT);
            put(store, CONTENT);

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, DAMAGED));

            assertThat(listening.signed).containsExactly(SUM, SUM);
            assertThat(failure).hasMessage("SHA-256 mismatch (expected " + SUM + "): data was corrupted in transit");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(listening.trials).isEmpty();
        }
    }

    @Test
    void aStoreThatOnlyRepeatsSumsGetsNothingThatIsDamaged() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            listening.compares = false;
            ObjectStore store = listening.open();
            put(store, CONTENT);
            put(store, CONTENT);

            assertThat(catchThrowableOfType(GoletaException.class, () -> put(store, DAMAGED)))
                    .hasMessageContaining("damaged");
            assertThat(listening.signed).containsExactly(SUM, SUM);
            assertThat(listening.trials).containsExactly("PUT", "DELETE");
        }
    }

    @Test
    void whatAStoreTookThatNoLongerComparesIsSentAgainInTheSignature() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            ObjectStore store = listening.open();
            put(store, CONTENT);
            listening.names = false;

            put(store, CONTENT);

            assertThat(listening.signed).containsExactly(SUM, "UNSIGNED-PAYLOAD", SUM);
            listening.names = true;
            put(store, CONTENT);
            assertThat(listening.signed).endsWith(SUM);
            assertThat(listening.trials).containsExactly("PUT");
        }
    }

    @Test
    void whatAStoreTookDamagedThatNoLongerComparesIsDeleted() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            ObjectStore store = listening.open();
            put(store, CONTENT);
            listening.names = false;
            listening.compares = false;

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, DAMAGED));

            assertThat(failure.isRetryable()).isTrue();
            assertThat(listening.methods).containsExactly("PUT", "PUT", "DELETE");
        }
    }

    @Test
    void whatAStoreHasWithAnotherSumIsDeleted() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            listening.namesInstead = SUM_IN_S3.replace(SUM_IN_S3.charAt(0), '_');
            ObjectStore store = listening.open();

            GoletaException failure = catchThrowableOfType(GoletaException.class, () -> put(store, CONTENT));

            assertThat(failure).hasMessageContaining("the store has something with the SHA-256 _");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(listening.methods).containsExactly("PUT", "DELETE");
        }
    }

    @Test
    void aStoreThatRefusesContentOutsideTheSignatureGetsItInside() throws IOException {
        try (ListeningStore listening = new ListeningStore()) {
            listening.takesUnsigned = false;
            ObjectStore store = listening.open();
            put(store, CONTENT);

            put(store, CONTENT);
            put(store, CONTENT);

            assertThat(listening.signed).containsExactly(SUM, "UNSIGNED-PAYLOAD", SUM, SUM);
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

    /** Remembers what it is sent for the key {@code k}, and behaves as it is told to. It keeps nothing. */
    private static final class ListeningStore implements AutoCloseable {
        private final HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final List<String> methods = new CopyOnWriteArrayList<>();
        private final List<String> trials = new CopyOnWriteArrayList<>();
        private final List<String> signed = new CopyOnWriteArrayList<>();
        private final List<String> signatures = new CopyOnWriteArrayList<>();
        private final List<String> sums = new CopyOnWriteArrayList<>();
        private final Map<String, String> settings = server.settings(folder, "b", "");
        private volatile boolean compares = true;
        private volatile boolean names = true;
        private volatile boolean takesUnsigned = true;
        private volatile String namesInstead = "";

        ListeningStore() throws IOException {
            http.createContext("/", exchange -> {
                byte[] content = exchange.getRequestBody().readAllBytes();
                Headers headers = exchange.getRequestHeaders();
                String sum = Objects.requireNonNullElse(headers.getFirst("x-amz-checksum-sha256"), "");
                boolean isTrial = exchange.getRequestURI().getPath().endsWith(SumTrial.KEY);
                (isTrial ? trials : methods).add(exchange.getRequestMethod());
                if (exchange.getRequestMethod().equals("PUT") && !isTrial) {
                    signed.add(headers.getFirst("x-amz-content-sha256"));
                    signatures.add(headers.getFirst("Authorization"));
                    sums.add(sum);
                }
                answer(exchange, refusal(headers, sum, content), sum);
            });
            http.start();
        }

        private String refusal(Headers headers, String sum, byte[] content) {
            if (!takesUnsigned && "UNSIGNED-PAYLOAD".equals(headers.getFirst("x-amz-content-sha256"))) {
                return "InvalidRequest";
            }
            boolean differs = !sum.isEmpty() && !sum.equals(Base64.getEncoder().encodeToString(sha256(content)));
            return compares && differs ? "BadDigest" : "";
        }

        private void answer(HttpExchange exchange, String refusal, String sum) throws IOException {
            exchange.getResponseHeaders().add("ETag", "\"e\"");
            if (names && refusal.isEmpty() && !sum.isEmpty()) {
                exchange.getResponseHeaders().add("x-amz-checksum-sha256", namesInstead.isEmpty() ? sum : namesInstead);
            }
            byte[] body = refusal.isEmpty()
                    ? new byte[0]
                    : ("<Error><Code>" + refusal + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refusal.isEmpty() ? 200 : 400, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
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
        ((ChecksummedPut) store).put("k", new ByteArrayInputStream(content), content.length, SUM);
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
