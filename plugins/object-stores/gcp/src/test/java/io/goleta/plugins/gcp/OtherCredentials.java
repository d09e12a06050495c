package io.goleta.plugins.gcp;

import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;

/** Files of credentials as Google documents them, of people and accounts that no server of a test knows. */
final class OtherCredentials {
    static final String REFRESH_TOKEN = "1//refresh-token-of-the-test";
    static final String CLIENT_SECRET = "client-secret-of-the-test";

    private static final PrivateKey KEY = newKey();

    private OtherCredentials() {}

    /** Of a service account whose key somebody made up. */
    static String ofAnotherKey(URI server) {
        return ofAKey(server, KEY);
    }

    private static String ofAKey(URI server, PrivateKey key) {
        return """
                {"type": "service_account", "project_id": "p", "private_key_id": "0123456789abcdef",
                 "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                 "client_email": "other@p.iam.gserviceaccount.com", "client_id": "1", "token_uri": "%s/token"}
                """.formatted(Base64.getEncoder().encodeToString(key.getEncoded()), server);
    }

    private static PrivateKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a person. The library asks Google for tokens, wherever the test is. */
    static String ofAUser(URI server) {
        return """
                {"type": "authorized_user", "client_id": "c", "client_secret": "%s", "refresh_token": "%s",
                 "token_uri": "%s/token"}
                """.formatted(CLIENT_SECRET, REFRESH_TOKEN, server);
    }

    /** Of a pod outside of Google's cloud (workload identity federation). */
    static String ofAFederation(URI server, String tokenFile) {
        return """
                {"type": "external_account",
                 "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k",
                 "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
                 "token_url": "%s/sts", "credential_source": {"file": "%s"}}
                """.formatted(server, tokenFile);
    }

    /** Of somebody who acts as a service account. */
    static String ofAnImpersonation(URI server, String source, String account) {
        return """
                {"type": "impersonated_service_account",
                 "service_account_impersonation_url": "%s/v1/projects/-/serviceAccounts/%s:generateAccessToken",
                 "source_credentials": %s}
                """.formatted(server, account, source);
    }
}
