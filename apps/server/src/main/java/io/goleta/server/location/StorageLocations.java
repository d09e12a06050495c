package io.goleta.server.location;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.plugin.config.PluginConfigs;
import io.goleta.server.location.CredentialFiles.CredentialFile;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The storage locations of this installation and their open stores. A store is opened on first use, shared by all, and opened
 * anew when the location's spec or the Secret with its credentials changed; an old one stays open for a day, because running work may
 * still use it. Thread-safe.
 */
@Singleton
public final class StorageLocations implements AutoCloseable {
    private static final Duration AFTERLIFE = Duration.ofDays(1);

    private final Cluster cluster;
    private final String namespace;
    private final Function<String, ObjectStoreFactory> factories;
    private final PluginContext context;
    private final CredentialFiles credentials;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private final Queue<Replaced> replaced = new ArrayDeque<>();

    /** The store of one location. A plugin that takes long to open one, or never ends, keeps nobody else waiting. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Opened opened;
    }

    /**
     * @param factories the object store plugin of a provider; throws when there is none
     */
    @Inject
    public StorageLocations(
            Cluster cluster,
            @Named("namespace") String namespace,
            Function<String, ObjectStoreFactory> factories,
            PluginContext context,
            CredentialFiles files) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.factories = factories;
        this.context = context;
        this.credentials = files;
    }

    private record Opened(BackupStorageLocation.Spec spec, Optional<CredentialFile> file, ObjectStore store) {
        boolean isOf(BackupStorageLocation.Spec otherSpec, Optional<CredentialFile> otherFile) {
            return spec.equals(otherSpec) && file.equals(otherFile);
        }
    }

    private record Replaced(ObjectStore store, Instant at) {}

    /** A location by name, fresh from the API server. */
    public Optional<BackupStorageLocation> find(String name) {
        return cluster.get(VeleroKind.BACKUP_STORAGE_LOCATION, namespace, name);
    }

    /** The location that carries {@code spec.default: true}; of several the first by name. */
    public Optional<BackupStorageLocation> findDefault() {
        return withDefault().findFirst();
    }

    /** The names of all that carry {@code spec.default: true}. */
    public List<String> defaults() {
        return withDefault().map(BackupStorageLocation::name).toList();
    }

    private Stream<BackupStorageLocation> withDefault() {
        return cluster.list(VeleroKind.BACKUP_STORAGE_LOCATION, ListOptions.inNamespace(namespace)).stream()
                .filter(VeleroObject::isReadable)
                .filter(location -> Boolean.TRUE.equals(location.spec().isDefault()))
                .sorted(Comparator.comparing(BackupStorageLocation::name));
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
     * The store of a location, with the credentials that are in the cluster now. Does not connect to it.
     *
     * @throws GoletaException USER for a provider or configuration that cannot be used
     */
    public ObjectStore store(BackupStorageLocation location) {
        String name = location.name();
        BackupStorageLocation.Spec spec = location.spec();
        Optional<CredentialFile> file = Optional.ofNullable(spec.credential()).map(credentials::of);
        Slot slot = slots.computeIfAbsent(name, key -> new Slot());
        slot.lock.lock();
        try {
            Opened current = slot.opened;
            if (current != null && current.isOf(spec, file)) {
                return current.store();
            }
            ObjectStore store = open(name, spec, file);
            slot.opened = new Opened(spec, file, store);
            if (current != null) {
                retire(current.store());
            }
            return store;
        } finally {
            slot.lock.unlock();
        }
    }

    private synchronized void retire(ObjectStore store) {
        Instant now = context.clock().instant();
        replaced.add(new Replaced(store, now));
        Replaced oldest = replaced.peek();
        while (oldest != null && oldest.at().plus(AFTERLIFE).isBefore(now)) {
            replaced.remove().store().close();
            oldest = replaced.peek();
        }
    }

    /** The catalog of a location. */
    public BackupCatalog catalog(BackupStorageLocation location) {
        return new BackupCatalog(store(location));
    }

    private ObjectStore open(String name, BackupStorageLocation.Spec spec, Optional<CredentialFile> file) {
        BackupStorageLocation.ObjectStorage bucket = spec.objectStorage();
        if (bucket == null) {
            throw new GoletaException(Fault.USER, "backup storage location does not use object storage");
        }
        String provider = Objects.requireNonNullElse(spec.provider(), "");
        if (provider.isEmpty()) {
            throw new GoletaException(Fault.USER, "object storage provider name must not be empty");
        }
        PluginConfig config = PluginConfigs.of("backup storage location " + name, settings(spec, bucket, file));
        return factories.apply(provider).create(config, context);
    }

    private static Map<String, String> settings(
            BackupStorageLocation.Spec spec,
            BackupStorageLocation.ObjectStorage bucket,
            Optional<CredentialFile> file) {
        Map<String, String> settings = new HashMap<>(spec.config());
        settings.put("bucket", bucketName(bucket));
        settings.put("prefix", trimmed(bucket.prefix()));
        if (bucket.caCert() != null) {
            settings.put("caCert", decoded(bucket.caCert()));
        }
        file.ifPresent(each -> settings.put("credentialsFile", each.path().toString()));
        return settings;
    }

    private static String decoded(String caCert) {
        try {
            return new String(Base64.getDecoder().decode(caCert), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GoletaException(
                    Fault.USER, "caCert of the storage location is not base64; give PEM in base64", e);
        }
    }

    private static String bucketName(BackupStorageLocation.ObjectStorage location) {
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
        return path == null ? "" : Slashes.trimmed(path);
    }

    @Override
    public synchronized void close() {
        slots.values().stream()
                .flatMap(slot -> Optional.ofNullable(slot.opened).stream())
                .forEach(each -> each.store().close());
        replaced.forEach(each -> each.store().close());
    }
}
