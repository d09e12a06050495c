package io.goleta.sandbox;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.goleta.sandbox.client.ApiEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Map;

/** Reads kubeconfigs, with certificates and tokens, by means of fabric8. */
final class Endpoints {

    private Endpoints() {}

    static ApiEndpoint of(String kubeconfig) {
        Config config = Config.fromKubeconfig(kubeconfig);
        try {
            HttpClient http = HttpClient.newBuilder()
                    .sslContext(SSLUtils.sslContext(config))
                    .build();
            String url = config.getMasterUrl().replaceAll("/$", "");
            String token = config.getOauthToken();
            return new ApiEndpoint(
                    URI.create(url), http, token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot use the certificates of the kubeconfig", e);
        }
    }
}
