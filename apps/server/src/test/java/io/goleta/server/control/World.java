package io.goleta.server.control;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.json.Json;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.sandbox.Sandbox;
import io.goleta.server.LooseDefinitions;
import io.goleta.server.location.CredentialFiles;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.repository.RepositoryAccess;
import io.goleta.server.repository.RepositoryKeyChanges;
import io.goleta.server.repository.RepositoryPassword;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.store.ObjectStoreFactory;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.testkit.TestClock;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A sandbox cluster with Velero's kinds, one storage location in memory, and a data mover that only keeps notes. */
public final class World implements AutoCloseable {
    public static final String NAMESPACE = "velero";
    public static final String OTHER_MOVER = "example.com/copy";

    public final Sandbox sandbox = Sandbox.start();
    public final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    public final Cluster cluster;
    public final InMemoryObjectStore store = new InMemoryObjectStore();
    public final BackupCatalog catalog = new BackupCatalog(store);
    public final NotedMover mover = new NotedMover(store);
    public final TestClock clock = TestClock.at(Instant.parse("2026-03-01T10:00:00Z"));
    public final StorageLocations locations;
    public final PluginContext context;
    public final CredentialFiles credentials;
    public final RepositoryAccess access;
    public final RepositoryPassword password;
    public final RepositoryKeyChanges keys;
    public final List<PluginConfig> opened = new ArrayList<>();
    public ObjectStore handedOut = store;

    public World(Path scratch) {
        this(scratch, client -> Fabric8Cluster.connect(client));
    }

    /** One whose requests are given up after less than a second. */
    static World impatient(Path scratch) {
        return new World(scratch, client -> Fabric8Cluster.connect(client, ExponentialBackoff.INTERACTIVE));
    }

    private World(Path scratch, Function<KubernetesClient, Cluster> connection) {
        cluster = connection.apply(client);
        LooseDefinitions.all()
                .forEach(yaml -> client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                        .create());
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        context = new HostPluginContext(clock, scratch, cluster, NAMESPACE, Map.of());
        credentials = new CredentialFiles(cluster, NAMESPACE, scratch);
        locations = new StorageLocations(cluster, NAMESPACE, provider -> new Stores(), context, credentials);
        password = new RepositoryPassword(cluster, NAMESPACE);
        password.ensure();
        access = new RepositoryAccess(
                locations,
                new RepositoryAccess.Movers(() -> Set.of("velero.io/restic", OTHER_MOVER), this::mover),
                new PluginSettings(cluster, NAMESPACE),
                context,
                password,
                scratch);
        keys = new RepositoryKeyChanges(access, password);
    }

    private DataMoverFactory mover(String name) {
        if (name.equals("velero.io/restic") || name.equals(OTHER_MOVER)) {
            return mover;
        }
        throw new GoletaException(Fault.USER, "no plugin offers " + name);
    }

    public BackupStorageLocation location(String name) {
        return location(name, "ReadWrite");
    }

    public BackupStorageLocation location(String name, String accessMode) {
        return location(name, accessMode, null);
    }

    public BackupStorageLocation location(String name, BackupStorageLocation.SecretKeySelector credential) {
        return location(name, "ReadWrite", credential);
    }

    private BackupStorageLocation location(
            String name, String accessMode, BackupStorageLocation.@Nullable SecretKeySelector credential) {
        BackupStorageLocation location = named(VeleroKind.BACKUP_STORAGE_LOCATION, name);
        location.setSpec(new BackupStorageLocation.Spec(
                "test.io/memory",
                Map.of(),
                credential,
                new BackupStorageLocation.ObjectStorage("bucket", null, null),
                null,
                accessMode,
                null,
                null));
        return cluster.create(location);
    }

    public Backup backup(String name, String location, Backup.Phase phase) {
        Backup backup = named(VeleroKind.BACKUP, name);
        backup.setSpec(Json.convert(Map.of("storageLocation", location), Backup.Spec.class));
        backup.setStatus(Json.convert(Map.of("phase", phase.name()), Backup.Status.class));
        return cluster.create(backup);
    }

    public <V extends VeleroObject<?, ?>> V named(VeleroKind<V> kind, String name) {
        return kind.named(NAMESPACE, name);
    }

    public <V extends VeleroObject<?, ?>> List<V> list(VeleroKind<V> kind) {
        return cluster.list(kind, ListOptions.inNamespace(NAMESPACE));
    }

    /** Null when it is gone. */
    @SuppressWarnings("NullAway") // what a test expects to be there it need not check
    public <V extends VeleroObject<?, ?>> V reload(VeleroKind<V> kind, String name) {
        return cluster.get(kind, NAMESPACE, name).orElse(null);
    }

    /** Writes a changed object back. */
    public <V extends VeleroObject<?, ?>> V save(V object) {
        VeleroKind<?> kind = object.kind();
        cluster.patch(cluster.get(kind, NAMESPACE, object.name()).orElseThrow().object(), object);
        @SuppressWarnings("unchecked")
        V saved = (V) cluster.get(kind, NAMESPACE, object.name()).orElseThrow();
        return saved;
    }

    /** Puts a finished backup into the bucket, as another cluster would have. */
    public void publish(String name, String phase, KubernetesObject... volumes) {
        KubernetesObject backup = KubernetesObject.of(Map.of(
                "apiVersion", "velero.io/v1",
                "kind", "Backup",
                "metadata",
                        Map.of(
                                "name",
                                name,
                                "namespace",
                                "elsewhere",
                                "uid",
                                "foreign",
                                "resourceVersion",
                                "7",
                                "labels",
                                Map.of("velero.io/schedule-name", "daily"),
                                "ownerReferences",
                                List.of(Map.of(
                                        "apiVersion", "velero.io/v1",
                                        "kind", "Schedule",
                                        "name", "daily",
                                        "uid", "gone"))),
                "spec", Map.of("storageLocation", "theirs", "hooks", Map.of("resources", List.of())),
                "status", Map.of("phase", phase, "expiration", "2027-01-01T00:00:00Z")));
        put("backups/" + name + "/velero-backup.json", Json.write(backup));
        put("backups/" + name + "/" + name + ".tar.gz", new byte[0]);
        String list = List.of(volumes).stream()
                .map(volume -> new String(Json.write(volume), StandardCharsets.UTF_8))
                .toList()
                .toString();
        put("backups/" + name + "/" + name + "-podvolumebackups.json.gz", gzipped(list));
    }

    public static KubernetesObject podVolumeBackup(String name, String backup, String phase, String snapshot) {
        return KubernetesObject.of(Map.of(
                "metadata",
                Map.of(
                        "name",
                        name,
                        "namespace",
                        "elsewhere",
                        "labels",
                        Map.of("velero.io/backup-name", backup, "velero.io/backup-uid", "foreign"),
                        "ownerReferences",
                        List.of(Map.of(
                                "apiVersion", "velero.io/v1",
                                "kind", "Backup",
                                "name", backup,
                                "uid", "foreign"))),
                "spec",
                Map.of(
                        "node", "n1",
                        "volume", "data",
                        "backupStorageLocation", "theirs",
                        "pod", Map.of("namespace", "shop", "name", "web")),
                "status",
                Map.of("phase", phase, "snapshotID", snapshot)));
    }

    public void put(String key, byte[] content) {
        store.put(key, new ByteArrayInputStream(content), content.length);
    }

    static byte[] gzipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }

    private final class Stores implements ObjectStoreFactory {
        @Override
        public String name() {
            return "test.io/memory";
        }

        @Override
        public ObjectStore create(PluginConfig config, PluginContext context) {
            opened.add(config);
            return handedOut;
        }
    }
}
