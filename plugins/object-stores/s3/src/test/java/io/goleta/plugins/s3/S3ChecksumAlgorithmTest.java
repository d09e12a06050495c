package io.goleta.plugins.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.PatternStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checksums uploads carry, as seen on the wire. */
class S3ChecksumAlgorithmTest {
    private static final String PREFIX = "x-amz-checksum-";
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    static Path folder;

    private static S3Server server;

    private final List<Map<String, String>> uploads = new CopyOnWriteArrayList<>();
    private HttpServer http;
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
    void startRecorder() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::record);
        http.start();
        settings = server.settings(folder, server.bucket(), "");
    }

    @AfterEach
    void stopRecorder() {
        http.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "CRC32, crc32, /sUwqQ==",
        "CRC32C, crc32c, Ya91Mw==",
        "SHA1, sha1, BA8G/XdAkkeNRQd09bowxdp4rMg=",
        "SHA256, sha256, 7XACtDnprIRfIjV9giusFERzD722AW0+yUMil7nsn3M=",
    })
    void sendsTheChosenChecksum(String algorithm, String header, String checksum) {
        settings.put("checksumAlgorithm", algorithm);

        put(CONTENT);

        assertThat(uploads).containsExactly(Map.of(header, checksum));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "SHA1", "SHA256"})
    void sendsTheChosenChecksumWithEveryPart(String algorithm) {
        settings.put("checksumAlgorithm", algorithm);

        try (ObjectStore store = open()) {
            store.put("large", new PatternStream(PartSizes.SMALLEST + 1), -1);
        }

        assertThat(uploads)
                .hasSize(2)
                .allSatisfy(part -> assertThat(part).containsOnlyKeys(algorithm.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CRC32", "CRC32C", "SHA1", "SHA256"})
    void aRealServerVerifiesTheChosenChecksum(String algorithm) throws IOException {
        settings.put("checksumAlgorithm", algorithm);
        settings.put("s3Url", server.url().toString());

        try (ObjectStore store = new S3ObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder))) {
            store.put("small", new ByteArrayInputStream(CONTENT), CONTENT.length);
            store.put("large", new PatternStream(PartSizes.SMALLEST + 1), -1);

            assertThat(store.get("small").orElseThrow().readAllBytes()).isEqualTo(CONTENT);
            assertThat(store.head("large").orElseThrow().size()).isEqualTo(PartSizes.SMALLEST + 1);
        }
    }

    @Test
    void sendsNoChecksumWithAnEmptyAlgorithm() {
        settings.put("checksumAlgorithm", "");

        put(CONTENT);

        assertThat(uploads).containsExactly(Map.of());
    }

    private void put(byte[] content) {
        try (ObjectStore store = open()) {
            store.put("k", new ByteArrayInputStream(content), content.length);
        }
    }

    private ObjectStore open() {
        settings.put("s3Url", "http://127.0.0.1:" + http.getAddress().getPort());
        return new S3ObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
    }

    private void record(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
        if (exchange.getRequestMethod().equals("PUT")) {
            uploads.add(checksums(exchange.getRequestHeaders()));
        }
        byte[] body = (query.startsWith("uploads")
                        ? "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
                        : "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("ETag", "\"e\"");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> checksums(Headers headers) {
        Set<String> names = headers.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(PREFIX))
                .collect(Collectors.toSet());
        Map<String, String> checksums = new TreeMap<>();
        names.forEach(name -> checksums.put(
                name.substring(PREFIX.length()).toLowerCase(Locale.ROOT),
                Objects.requireNonNull(headers.getFirst(name))));
        return checksums;
    }
}
