package io.goleta.plugins.azure;

import io.goleta.plugins.stores.ResticContract;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.action.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@WithAzurite
class ResticInAzureTest extends ResticContract {
    private AzureServer server;
    private Map<String, String> settings = Map.of();

    @BeforeEach
    void startServer() throws IOException {
        server = AzureServer.start(Files.createDirectory(folder.resolve("server")));
        settings = server.settings(folder, server.container().getBlobContainerName(), "p");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore openStore() {
        return new AzureObjectStoreFactory()
                .create(new PluginConfig("location velero/default", settings), TestContext.in(folder));
    }
}
