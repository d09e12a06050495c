package io.goleta.sandbox;

import io.goleta.sandbox.client.ApiEndpoint;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The sandbox behaves as an API server. */
class SandboxContractTest extends ClusterContract {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Sandbox SANDBOX = Sandbox.start();

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Override
    protected ApiEndpoint endpoint() {
        return new ApiEndpoint(SANDBOX.url(), HTTP, Map.of());
    }
}
