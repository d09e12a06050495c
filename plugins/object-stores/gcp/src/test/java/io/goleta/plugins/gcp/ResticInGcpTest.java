package io.goleta.plugins.gcp;

import io.goleta.plugins.gcp.server.GcsServer;
import io.goleta.plugins.stores.ResticContract;
import io.goleta.spi.store.ObjectStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ResticInGcpTest extends ResticContract {
    private GcsServer server;
    private Location location;

    @BeforeEach
    void startServer() {
        server = GcsServer.start();
        location = Location.in(server, folder).with("prefix", "p");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    protected ObjectStore openStore() {
        return location.open();
    }
}
