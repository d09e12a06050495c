package io.goleta.server.storage;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.BackupStorageLocationSpec;
import io.goleta.core.api.ObjectStorageLocation;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The storage locations of this installation and their open stores. A store is opened on first use, shared by all, and opened
 * anew when the location's spec changed; an old one stays open until the end for those who still use it. Thread-safe.
 */
public final class StorageLocations implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final Function<String, ObjectStoreFactory> factories;
    private final PluginContext context;
    private final CredentialFiles credentials;
    private final ConcurrentMap<BackupStorageLocationSpec, ObjectStore> stores = new ConcurrentHashMap<>();

    /**
     * @param factories the object store plugin of a provider; throws when there is none
     */
    public StorageLocations(
            KubernetesClient client,
            String namespace,
            Function<String, ObjectStoreFactory> factories,
            PluginContext context,
            CredentialFiles files) {
        this.client = client;
        this.namespace = namespace;
        this.factories = factories;
        this.context = context;
        this.credentials = files;
    }

    /** A location by name, fresh from the API server. */
    public Optional<BackupStorageLocation> find(String name) {
        return Optional.ofNullable(client.resources(BackupStorageLocation.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** The location that carries {@code spec.default: true}. */
    public Optional<BackupStorageLocation> findDefault() {
        return client.resources(BackupStorageLocation.class).inNamespace(namespace).list().getItems().stream()
                .filter(location -> Boolean.TRUE.equals(location.getSpec().isDefault()))
                .findFirst();
    }

    /**
     * A location by name.
     *
     * @throws GoletaException USER when there is none
     */
    public BackupStorageLocation get(String name) {
        return find(name)
                .orElseThrow(() -> new GoletaException(
                        Fault.USER, "backup storage location " + name + " not found in namespace " + namespace));
    }

    /**
     * The store of a location. Does not connect.
     *
     * @throws GoletaException USER for a provider or configuration that cannot be used
     */
    public ObjectStore store(BackupStorageLocation location) {
        return stores.computeIfAbsent(
                location.getSpec(), spec -> open(location.getMetadata().getName(), spec));
    }

    /** The catalog of a location. */
    public BackupCatalog catalog(BackupStorageLocation location) {
        return new BackupCatalog(store(location));
    }

    private ObjectStore open(String name, BackupStorageLocationSpec spec) {
        ObjectStorageLocation bucket = spec.objectStorage();
        if (bucket == null) {
            throw new GoletaException(Fault.USER, "backup storage location does not use object storage");
        }
        String provider = Objects.requireNonNullElse(spec.provider(), "");
        if (provider.isEmpty()) {
            throw new GoletaException(Fault.USER, "object storage provider name must not be empty");
        }
        PluginConfig config = new PluginConfig("backup storage location " + name, settings(spec, bucket));
        return factories.apply(provider).create(config, context);
    }

    private Map<String, String> settings(BackupStorageLocationSpec spec, ObjectStorageLocation bucket) {
        Map<String, String> settings = new HashMap<>(spec.config());
        settings.put("bucket", bucketName(bucket));
        settings.put("prefix", trimmed(bucket.prefix()));
        if (bucket.caCert() != null) {
            settings.put("caCert", new String(Base64.getDecoder().decode(bucket.caCert()), StandardCharsets.UTF_8));
        }
        if (spec.credential() != null) {
            settings.put("credentialsFile", credentials.of(spec.credential()).toString());
        }
        return settings;
    }

    private static String bucketName(ObjectStorageLocation location) {
        String bucket = trimmed(location.bucket());
        if (bucket.contains("/")) {
            throw new GoletaException(
                    Fault.USER,
                    "backup storage location's bucket name \"" + bucket
                            + "\" must not contain a '/' (if using a prefix, put it in the 'Prefix' field instead)");
        }
        return bucket;
    }

    private static String trimmed(@Nullable String path) {
        return path == null ? "" : path.replaceAll("^/+|/+$", "");
    }

    @Override
    public void close() {
        stores.values().forEach(ObjectStore::close);
    }
}
