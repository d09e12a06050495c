package io.goleta.plugins.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import io.goleta.testkit.store.HttpObjectStoreTlsContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AzureTlsTest extends HttpObjectStoreTlsContract {
    @TempDir
    static Path folder;

    private static HttpsServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate().context()));
        server.createContext("/", exchange -> {
            byte[] body = "<EnumerationResults><Blobs/><NextMarker/></EnumerationResults>".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    @Override
    protected URI server() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/" + Azurite.ACCOUNT);
    }

    @Override
    protected ObjectStore createStore(URI url, Map<String, String> settings) {
        Map<String, String> all = AzureServer.settings(
                url, "b", "", AzureServer.credentials(folder, AzureServer.KEY_VARIABLE + "=" + Azurite.KEY));
        all.putAll(settings);
        return new AzureObjectStoreFactory()
                .create(new PluginConfig("location velero/default", all), TestContext.in(folder));
    }
}
