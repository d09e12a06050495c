package io.goleta.testkit.sandbox;

import io.goleta.testkit.sandbox.contract.ApiEndpoint;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The sandbox behaves as an API server. */
class SandboxContractTest extends ApiServerContract {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sandbox sandbox = Sandbox.start();

    @BeforeAll
    static void forgetTheBeginning() {
        sandbox.compact();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Override
    protected ApiEndpoint endpoint() {
        return new ApiEndpoint(sandbox.url(), HTTP, Map.of());
    }
}
