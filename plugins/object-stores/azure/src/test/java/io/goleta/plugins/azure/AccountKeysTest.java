package io.goleta.plugins.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.sun.net.httpserver.HttpServer;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.testkit.action.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as the reference of Azure's resource manager says. */
class AccountKeysTest {
    @TempDir
    Path folder;

    private HttpServer server;
    private int status = 200;
    private String answer = "";
    private String asked = "";

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            byte[] body = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
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
    void areAskedForAndTheFirstThatMayDoEverythingIsTaken() {
        answer = """
                {"keys": [{"keyName": "key1", "value": "cmVhZA==", "permissions": "READ"},
                          {"keyName": "key2", "value": "ZnVsbA==", "permissions": "Full"}]}
                """;

        assertThat(keys(Map.of("resourceGroup", "rg")).first("1-2-3")).isEqualTo("ZnVsbA==");
        assertThat(asked)
                .startsWith("POST /subscriptions/1-2-3/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a"
                        + "/listKeys?api-version=");
    }

    @Test
    void areNotThereWhenNoneMayDoEverything() {
        answer = "{\"keys\": []}";

        assertThatThrownBy(() -> keys(Map.of("resourceGroup", "rg")).first("1-2-3"))
                .hasMessage("Could not list the keys of storage account a: there is no key with full permissions");
    }

    @Test
    void needToBeFound() {
        assertThatThrownBy(() -> keys(Map.of("resourceGroup", "rg")).first(""))
                .hasMessageContaining("subscriptionId (or AZURE_SUBSCRIPTION_ID in the credentials) is not set")
                .hasMessageContaining("storageAccountKeyEnvVar or useAAD");
        assertThatThrownBy(() -> keys(Map.of()).first("1-2-3")).hasMessageContaining("resourceGroup is not set");
    }

    @Test
    void areTheUsersMatterWhenAzureRefusesThem() {
        status = 403;
        answer = "{\"error\": {\"code\": \"AuthorizationFailed\", \"message\": \"No role.\"}}";

        assertThatThrownBy(() -> keys(Map.of("resourceGroup", "rg")).first("1-2-3"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USER))
                .hasMessageContaining("access denied (AuthorizationFailed: No role.); the identity needs")
                .hasMessageContaining("listKeys/action");
    }

    @Test
    void areWorthARetryWhenAzureIsBusy() {
        status = 503;

        assertThatThrownBy(() -> keys(Map.of("resourceGroup", "rg")).first("1-2-3"))
                .isInstanceOfSatisfying(
                        GoletaException.class, e -> assertThat(e.isRetryable()).isTrue());
    }

    private AccountKeys keys(Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put("bucket", "b");
        all.put("storageAccount", "a");
        return new AccountKeys(
                AzureSettings.of(new PluginConfig("location", all), TestContext.in(folder)),
                new HttpPipelineBuilder()
                        .httpClient(new JdkHttpClientBuilder().build())
                        .build(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }
}
