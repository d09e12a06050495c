package io.goleta.sandbox;

import io.goleta.sandbox.client.ApiEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The battery with controllers, on the cluster for tests whose kubeconfig file {@code GOLETA_KUBECONFIG} names. */
class RealClusterContractTest extends ClusterContract {

    private static @Nullable ApiEndpoint endpoint;

    @BeforeAll
    static void connect() throws IOException {
        String kubeconfig = System.getenv("GOLETA_KUBECONFIG");
        Assumptions.assumeTrue(
                kubeconfig != null,
                "no real cluster: set GOLETA_KUBECONFIG to the kubeconfig file of a cluster for tests");
        if (kubeconfig != null) {
            endpoint = Endpoints.of(Files.readString(Path.of(kubeconfig)));
        }
    }

    @Override
    protected ApiEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("not connected");
        }
        return endpoint;
    }
}
