package io.goleta.server.storage;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ResourceId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The one password of all repositories of an installation, in the Secret where Velero keeps it. Thread-safe. */
public final class RepositoryPassword {
    /** The Secret's name up to Velero 1.9, and ours. */
    public static final String SECRET = "velero-restic-credentials";

    /** The key in the Secret. */
    public static final String KEY = "repository-password";

    private static final String SECRET_OF_LATER_VELERO = "velero-repo-credentials";
    private static final ResourceId SECRETS = new ResourceId("", "secrets");

    private final ClusterReader cluster;
    private final String namespace;

    /**
     * @param namespace Goleta's own
     */
    public RepositoryPassword(ClusterReader cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * Reads it, fresh from the API server.
     *
     * @throws GoletaException USER when no Secret holds it
     */
    public Secret read() {
        return List.of(SECRET, SECRET_OF_LATER_VELERO).stream()
                .flatMap(name -> value(name).stream())
                .findFirst()
                .map(encoded -> Secret.of(Base64.getDecoder().decode(encoded)))
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "unable to get key for secret: \"" + SECRET + "\" secret is missing data for key \"" + KEY
                                + "\" in namespace " + namespace));
    }

    private Optional<String> value(String secret) {
        return cluster.get(new ItemId(SECRETS, namespace, secret)).flatMap(found -> found.string("data", KEY));
    }
}
