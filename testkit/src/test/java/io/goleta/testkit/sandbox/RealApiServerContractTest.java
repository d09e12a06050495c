package io.goleta.testkit.sandbox;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.goleta.testkit.sandbox.contract.ApiEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/**
 * The battery that the sandbox must pass, on a real kube-apiserver: one started from the binaries in {@code GOLETA_KUBE_ASSETS},
 * or, with its controllers, the cluster of the kubeconfig file in {@code GOLETA_KUBECONFIG}.
 */
class RealApiServerContractTest extends ApiServerContract {

    private static @Nullable ApiEndpoint endpoint;
    private static @Nullable RealApiServer server;
    private static boolean controllers;

    @BeforeAll
    static void connect() throws IOException, GeneralSecurityException {
        String kubeconfig = System.getenv("GOLETA_KUBECONFIG");
        String assets = System.getenv("GOLETA_KUBE_ASSETS");
        Assumptions.assumeTrue(
                kubeconfig != null || assets != null,
                "no real API server: set GOLETA_KUBE_ASSETS to a folder with k8s/1.20.2-linux-amd64/{etcd,kube-apiserver,kubectl},"
                        + " or GOLETA_KUBECONFIG to the kubeconfig file of a cluster for tests");
        if (kubeconfig != null) {
            controllers = true;
            endpoint = endpoint(Files.readString(Path.of(kubeconfig)));
        } else if (assets != null) {
            server = RealApiServer.start(Path.of(assets));
            endpoint = endpoint(server.kubeconfig());
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
            throw new IllegalStateException("not connected");
        }
        return endpoint;
    }

    @Override
    protected boolean hasControllers() {
        return controllers;
    }

    private static ApiEndpoint endpoint(String kubeconfig) throws IOException, GeneralSecurityException {
        Config config = Config.fromKubeconfig(kubeconfig);
        HttpClient http =
                HttpClient.newBuilder().sslContext(SSLUtils.sslContext(config)).build();
        String url = config.getMasterUrl();
        String token = config.getOauthToken();
        return new ApiEndpoint(
                URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url),
                http,
                token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }
}
