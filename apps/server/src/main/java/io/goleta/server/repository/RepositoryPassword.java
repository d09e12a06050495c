package io.goleta.server.repository;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.spi.Secret;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passwords of the repositories of this installation, in a Secret under Velero's name. Without them the volumes'
 * backups cannot be read.
 *
 * <p>One password is for all repositories, as in Velero; it is made once and never changed. A repository that is opened by
 * another one has an entry besides it, named after the key in the repository that it opens, {@code
 * repository-password.<id of the key>}: that name stays true whatever the storage location is called, and in a second
 * cluster too.
 */
@Singleton
public final class RepositoryPassword {
    /** What Velero gives every repository unless the Secret exists before. */
    static final Secret WELL_KNOWN = Secret.of("static-passw0rd".getBytes(StandardCharsets.US_ASCII));

    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryPassword.class);
    private static final String SECRET = "velero-restic-credentials";
    private static final String SECRET_OF_NEWER_VELERO = "velero-repo-credentials";
    private static final String KEY = "repository-password";
    private static final String KEY_OF_ONE = KEY + ".";
    private static final String NEXT = "next-repository-password.";
    private static final int RANDOM_BYTES = 32;

    private static final ApiResource SECRETS =
            new ApiResource(new GroupResource("", "secrets"), "v1", "Secret", "secret", List.of(), true, Set.of());

    private final Cluster cluster;
    private final String namespace;

    @Inject
    public RepositoryPassword(Cluster cluster, @Named("namespace") String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** Makes a random password when there is none. */
    public void ensure() {
        if (find(SECRET).or(() -> find(SECRET_OF_NEWER_VELERO)).isPresent()) {
            return;
        }
        KubernetesObject secret = KubernetesObject.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("namespace", namespace, "name", SECRET),
                "type",
                "Opaque",
                "data",
                Map.of(KEY, encoded(random()))));
        try {
            cluster.create(SECRETS, secret);
            LOGGER.warn(
                    "made a random password for the repositories of volumes in Secret {}/{}; keep a copy of it outside"
                            + " this cluster: without it those backups cannot be read",
                    namespace,
                    SECRET);
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
    }

    /**
     * The password for all repositories, as it is in the cluster now.
     *
     * @throws GoletaException USER when there is none
     */
    public Secret get() {
        return common(data());
    }

    /**
     * The password of one repository: its own when there is one, else that for all.
     *
     * @param keys the ids of the repository's keys; not asked when no repository has a password of its own
     * @throws GoletaException USER when there is none
     */
    public Secret of(Supplier<Collection<String>> keys) {
        Map<String, String> data = data();
        if (data.keySet().stream().noneMatch(name -> name.startsWith(KEY_OF_ONE))) {
            return common(data);
        }
        return keys.get().stream()
                .map(id -> data.get(KEY_OF_ONE + id))
                .filter(entry -> entry != null)
                .findFirst()
                .map(RepositoryPassword::decoded)
                .orElseGet(() -> common(data));
    }

    /** The password that is kept for one key; empty when there is none. */
    Optional<Secret> ofKey(String id) {
        return Optional.ofNullable(data().get(KEY_OF_ONE + id)).map(RepositoryPassword::decoded);
    }

    /** Keeps the password of a key besides that for all. */
    void keep(String id, Secret password) {
        patch(Map.of(KEY_OF_ONE + id, encoded(password)));
    }

    /**
     * The password that a repository is to get: random, and the same until {@link #settle}, across restarts of this process.
     *
     * @param repository name of the ResticRepository
     */
    Secret next(String repository) {
        String entry = data().get(NEXT + repository);
        if (entry != null) {
            return decoded(entry);
        }
        Secret made = random();
        patch(Map.of(NEXT + repository, encoded(made)));
        return made;
    }

    /** Forgets that the repository was to get a new password, and the passwords of keys that it has no more. */
    void settle(String repository, List<String> removedKeys) {
        Map<String, @Nullable Object> patch = new HashMap<>();
        patch.put(NEXT + repository, null);
        removedKeys.forEach(id -> patch.put(KEY_OF_ONE + id, null));
        patch(patch);
    }

    private void patch(Map<String, ? extends @Nullable Object> data) {
        String name = find(SECRET).isPresent() ? SECRET : SECRET_OF_NEWER_VELERO;
        cluster.mergePatch(SECRETS, namespace, name, Map.of("data", data));
    }

    private Secret common(Map<String, String> data) {
        String entry = data.get(KEY);
        if (entry == null) {
            throw new GoletaException(
                    Fault.USER,
                    "unable to get key for secret: \"" + SECRET + "\" secret is missing data for key \"" + KEY + "\"");
        }
        return decoded(entry);
    }

    private Map<String, String> data() {
        return find(SECRET)
                .or(() -> find(SECRET_OF_NEWER_VELERO))
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "Secret " + namespace + "/" + SECRET
                                + " with the password of the repositories does not exist"));
    }

    private Optional<Map<String, String>> find(String name) {
        return cluster.get(SECRETS, namespace, name).map(secret -> secret.strings("data"));
    }

    private static Secret random() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return Secret.of(
                Base64.getUrlEncoder().withoutPadding().encodeToString(random).getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(Secret password) {
        return Base64.getEncoder().encodeToString(password.reveal());
    }

    private static Secret decoded(String entry) {
        return Secret.of(Base64.getDecoder().decode(entry));
    }
}
