package io.goleta.server.storage;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The password of all repositories of this installation, kept in a Secret under Velero's name. Without it nobody can read the
 * volumes' backups, so it is made once and never changed.
 */
public final class RepositoryPassword {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryPassword.class);
    private static final String SECRET = "velero-restic-credentials";
    private static final String SECRET_OF_NEWER_VELERO = "velero-repo-credentials";
    private static final String KEY = "repository-password";
    private static final int RANDOM_BYTES = 32;

    private final KubernetesClient client;
    private final String namespace;

    public RepositoryPassword(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Makes a random password when there is none. */
    public void ensure() {
        if (find(SECRET).or(() -> find(SECRET_OF_NEWER_VELERO)).isPresent()) {
            return;
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(SECRET)
                .endMetadata()
                .withType("Opaque")
                .withData(Map.of(KEY, Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.US_ASCII))))
                .build();
        try {
            client.resource(secret).create();
            LOGGER.warn(
                    "made a random password for the repositories of volumes in Secret {}/{}; keep a copy of it outside of"
                            + " this cluster, for without it those backups cannot be read",
                    namespace,
                    SECRET);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    /**
     * The password, as it is in the cluster now.
     *
     * @throws GoletaException USER when there is none
     */
    public Secret get() {
        Map<String, String> data = find(SECRET)
                .or(() -> find(SECRET_OF_NEWER_VELERO))
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "Secret " + namespace + "/" + SECRET
                                + " with the password of the repositories does not exist"));
        String encoded = data.get(KEY);
        if (encoded == null) {
            throw new GoletaException(
                    Fault.USER,
                    "unable to get key for secret: \"" + SECRET + "\" secret is missing data for key \"" + KEY + "\"");
        }
        return Secret.of(Base64.getDecoder().decode(encoded));
    }

    private Optional<Map<String, String>> find(String name) {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(secret -> secret.getData() == null ? Map.of() : secret.getData());
    }
}
