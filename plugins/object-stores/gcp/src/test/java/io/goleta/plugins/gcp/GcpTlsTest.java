package io.goleta.plugins.gcp;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.HttpObjectStoreTlsContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class GcpTlsTest extends HttpObjectStoreTlsContract {
    @TempDir
    static Path folder;

    private static GcsServer server;

    @BeforeAll
    static void startServer() {
        server = GcsServer.startTls(certificate().context());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected URI server() {
        return server.url();
    }

    @Override
    protected ObjectStore createStore(URI url, Map<String, String> settings) {
        Location location = Location.in(server, folder).with("storeEndpoint", url.toString());
        settings.forEach(location::with);
        return location.open();
    }
}
