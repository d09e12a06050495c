package io.goleta.sandbox;

import io.goleta.sandbox.client.ApiEndpoint;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The battery that the sandbox must pass, on a real kube-apiserver started from the binaries in {@code GOLETA_KUBE_ASSETS}. */
class RealApiServerContractTest extends ApiServerContract {

    private static @Nullable RealApiServer server;
    private static @Nullable ApiEndpoint endpoint;

    @BeforeAll
    static void start() {
        String assets = System.getenv("GOLETA_KUBE_ASSETS");
        Assumptions.assumeTrue(
                assets != null,
                "no real API server: set GOLETA_KUBE_ASSETS to a folder with"
                        + " k8s/VERSION-linux-amd64/{etcd,kube-apiserver,kubectl}");
        if (assets != null) {
            server = RealApiServer.start(Path.of(assets));
            endpoint = Endpoints.of(server.kubeconfig());
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected ApiEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("not started");
        }
        return endpoint;
    }
}
