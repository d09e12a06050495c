package io.goleta.plugins.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.PatternStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What may be read by whoever reads logs and statuses, with every logger as talkative as it can be, but Amazon's: at DEBUG they show session
 * tokens and keys, so the server lets them warn and nothing else.
 */
class SecretsTest {
    private static final String TOKEN = "s3ss10n/t0ken+of/the-test==";

    @TempDir
    Path folder;

    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] body = (status == 200
                            ? "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
                            : "<Error><Code>InvalidAccessKeyId</Code><Message>No.</Message></Error>")
                    .getBytes(UTF_8);
            boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().add("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
            if (!hasBody) {
                exchange.getResponseHeaders().add("Content-Length", "3");
            }
            exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void doNotShowKeysAndTokens() throws IOException {
        Path file = Files.writeString(
                folder.resolve("cloud"),
                "[default]\naws_access_key_id=" + S3Server.KEY_ID + "\naws_secret_access_key=" + S3Server.SECRET
                        + "\naws_session_token=" + TOKEN + "\n");

        assertSilent(Map.of("credentialsFile", file.toString()), S3Server.SECRET, TOKEN);
    }

    @Test
    void doNotShowTheKeyOfTheCustomer() throws IOException {
        byte[] key = "the-customer's-key-of-32-bytes!!".getBytes(UTF_8);
        Path file = Files.write(folder.resolve("key"), key);

        assertSilent(
                Map.of(
                        "credentialsFile",
                        S3Server.credentials(folder, S3Server.KEY_ID, S3Server.SECRET)
                                .toString(),
                        "customerKeyEncryptionFile",
                        file.toString()),
                S3Server.SECRET,
                Base64.getEncoder().encodeToString(key),
                new String(key, UTF_8));
    }

    private void assertSilent(Map<String, String> more, String... secrets) {
        Map<String, String> settings = new HashMap<>(more);
        settings.putAll(Map.of(
                "bucket", "b",
                "region", "us-east-1",
                "s3Url", "http://127.0.0.1:" + server.getAddress().getPort(),
                "s3ForcePathStyle", "true"));
        PluginConfig config = new PluginConfig("location velero/default", settings);
        StringBuilder seen = new StringBuilder();
        try (EverythingLogged log = new EverythingLogged("software.amazon");
                ObjectStore store = new S3ObjectStoreFactory().create(config, TestContext.in(folder))) {
            for (int answer : new int[] {200, 403}) {
                status = answer;
                calls(store).forEach(call -> call(call, seen));
            }
            server.stop(0);
            call(store::check, seen);
            seen.append(log.text()).append(S3Settings.of(config, TestContext.in(folder)));
        }

        assertThat(seen).contains("InvalidAccessKeyId", "nothing answers there").doesNotContain(secrets);
    }

    private static Stream<Runnable> calls(ObjectStore store) {
        return Stream.of(
                store::check,
                () -> store.put("k", new ByteArrayInputStream(new byte[3]), 3),
                () -> store.put("large", new PatternStream(PartSizes.SMALLEST + 1), -1),
                () -> store.get("k"),
                () -> store.head("k"),
                () -> store.delete("k"),
                () -> {
                    if (store instanceof SignedUrls signing) {
                        signing.signedGet("k", Duration.ofMinutes(1));
                    }
                });
    }

    private static void call(Runnable call, StringBuilder seen) {
        GoletaException failure = catchThrowableOfType(GoletaException.class, call::run);
        seen.append(failure == null ? "" : Throwables.getStackTrace(failure));
    }
}
