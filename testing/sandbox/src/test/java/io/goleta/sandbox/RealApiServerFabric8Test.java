package io.goleta.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** fabric8's client on a real kube-apiserver. */
class RealApiServerFabric8Test extends Fabric8ClientContract {

    private static @Nullable RealApiServer server;

    @BeforeAll
    static void start() {
        String assets = System.getenv("GOLETA_KUBE_ASSETS");
        Assumptions.assumeTrue(
                assets != null, "no real API server: set GOLETA_KUBE_ASSETS, see RealApiServerContractTest");
        if (assets != null) {
            server = RealApiServer.start(Path.of(assets));
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    String kubeconfig() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server.kubeconfig();
    }
}
