package io.goleta.plugins.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.goleta.plugins.stores.EverythingLogged;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.SignedUrls;
import io.goleta.testkit.action.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be read by whoever reads logs and statuses, with every logger as talkative as it can be. */
class SecretsTest {
    private static final String SIGNATURE = "c2lnbmF0dXJlLW9mLXRoZS10ZXN0";
    private static final String CLIENT_SECRET = "cl1ent~secret.of-the_test";

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
                            ? "<EnumerationResults><Blobs/><NextMarker/></EnumerationResults>"
                            : "<Error><Code>AuthenticationFailed</Code><Message>No.</Message></Error>")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            boolean stores = exchange.getRequestMethod().equals("PUT");
            exchange.sendResponseHeaders(status == 200 && stores ? 201 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void doNotShowTheKeyOfTheAccount() {
        assertSilent(AzureServer.KEY_VARIABLE + "=" + Azurite.KEY, Azurite.KEY, Map.of());
    }

    @Test
    void doNotShowASignature() {
        assertSilent(
                AccountAccess.SIGNATURE + "=sv=2024-11-04&se=2030-01-01&sp=racwdl&sig=" + SIGNATURE,
                SIGNATURE,
                Map.of("storageAccountKeyEnvVar", ""));
    }

    @Test
    void doNotShowTheSecretOfAServicePrincipal() {
        assertSilent(
                "AZURE_TENANT_ID=00000000-0000-0000-0000-000000000001\nAZURE_CLIENT_ID=c\nAZURE_CLIENT_SECRET="
                        + CLIENT_SECRET,
                CLIENT_SECRET,
                Map.of(
                        "storageAccountKeyEnvVar", "",
                        "useAAD", "true",
                        "storageAccountURI", "https://127.0.0.1:1/" + Azurite.ACCOUNT,
                        "activeDirectoryAuthorityURI", "https://127.0.0.1:1/"));
    }

    private void assertSilent(String variables, String secret, Map<String, String> more) {
        Map<String, String> settings = AzureServer.settings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + Azurite.ACCOUNT),
                "b",
                "",
                AzureServer.credentials(folder, variables));
        settings.putAll(more);
        PluginConfig config = new PluginConfig("location velero/default", settings);
        StringBuilder seen = new StringBuilder();
        try (EverythingLogged log = new EverythingLogged();
                ObjectStore store = new AzureObjectStoreFactory().create(config, TestContext.in(folder))) {
            if (more.containsKey("useAAD")) {
                call(store::check, seen); // each call would look for the identity anew, and take its time
            } else {
                calls(store).forEach(call -> call(call, seen));
                status = 403;
                calls(store).forEach(call -> call(call, seen));
                server.stop(0);
                call(store::check, seen);
            }
            seen.append(log.text()).append(AzureSettings.of(config, TestContext.in(folder)));
        }

        assertThat(seen).contains("com.azure").hasSizeGreaterThan(1000).doesNotContain(secret);
    }

    private static Stream<Runnable> calls(ObjectStore store) {
        return Stream.of(
                store::check,
                () -> store.put("k", new ByteArrayInputStream(new byte[3]), 3),
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
