package io.goleta.core.restore;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.Restore;
import io.goleta.core.archive.ArchiveItem;
import io.goleta.core.archive.ArchiveWriter;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.catalog.BackupFiles;
import io.goleta.core.json.GoJson;
import io.goleta.core.json.Json;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.run.ExponentialBackoff;
import io.goleta.core.run.ProgressReporter;
import io.goleta.sandbox.Sandbox;
import io.goleta.spi.action.RestoreItemActionFactory;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A sandbox cluster, a bucket with one hand-made backup, and restores of it. */
final class Scenario implements AutoCloseable {
    static final String BACKUP = "daily";
    private static final List<String> KINDS =
            List.of("Restore", "PodVolumeRestore", "ResticRepository", "DeleteBackupRequest", "BackupStorageLocation");

    private final Sandbox sandbox = Sandbox.start();
    private final KubernetesClient client = Kubeconfig.client(Config.fromKubeconfig(sandbox.kubeconfig()));
    private final Cluster cluster = Fabric8Cluster.connect(client, ExponentialBackoff.INTERACTIVE);
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final BackupCatalog catalog = new BackupCatalog(store);
    private final Path folder;
    private final AtomicInteger runs = new AtomicInteger();
    private final List<RestoreItemActionFactory> plugins = new ArrayList<>();
    private Set<String> dataMovers = Set.of("velero.io/restic");
    private Map<String, String> environment = Map.of();
    private Duration volumeTimeout = Duration.ofSeconds(10);
    private Duration terminatingTimeout = Duration.ofSeconds(10);
    private ProgressReporter.Listener listener = (total, done) -> {};

    Scenario(Path folder) {
        this.folder = folder;
        for (String kind : KINDS) {
            create(Samples.definition("velero.io", plural(kind), kind));
        }
        cluster.refreshDiscovery();
        create(Samples.namespace("velero"));
        create(Samples.storageClass("standard", "example.com/disk")
                .withAnnotation("storageclass.kubernetes.io/is-default-class", "true"));
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Cluster cluster() {
        return cluster;
    }

    InMemoryObjectStore store() {
        return store;
    }

    void plugin(RestoreItemActionFactory factory) {
        plugins.add(factory);
    }

    void dataMovers(String... names) {
        dataMovers = Set.of(names);
    }

    void withoutPlugins() {
        plugins.clear();
    }

    void volumeTimeout(Duration timeout) {
        volumeTimeout = timeout;
    }

    void terminatingTimeout(Duration timeout) {
        terminatingTimeout = timeout;
    }

    void listener(ProgressReporter.Listener newListener) {
        listener = newListener;
    }

    /** Publishes a backup of these objects. */
    void backup(List<KubernetesObject> objects, KubernetesObject... podVolumeBackups) {
        Path contents = folder.resolve("contents.tar.gz");
        try (ArchiveWriter archive = ArchiveWriter.create(contents, Clock.systemUTC())) {
            for (KubernetesObject object : objects) {
                String version =
                        object.apiVersion().substring(object.apiVersion().indexOf('/') + 1);
                archive.add(
                        new ArchiveItem(resource(object), object.namespace(), object.name()),
                        version,
                        Json.write(object));
            }
        }
        publish(contents, podVolumeBackups);
    }

    void publish(Path contents, KubernetesObject... podVolumeBackups) {
        try {
            Path log = Files.writeString(folder.resolve("log"), "");
            byte[] results = "{}\n".getBytes(StandardCharsets.UTF_8);
            KubernetesObject backup = Samples.object("velero.io/v1", "Backup", "velero", BACKUP);
            catalog.publish(backup, new BackupFiles(contents, log, List.of(podVolumeBackups), Map.of(), results));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a list that lies beside the archive, as a Velero would have written it: without a checksum. */
    void sideFile(String name, List<?> entries) {
        String prefix = "backups/" + BACKUP + "/";
        KubernetesObject metadata = catalog.metadata(BACKUP).orElseThrow().without("metadata", "annotations");
        byte[] json = Json.write(metadata);
        store.put(prefix + "velero-backup.json", new ByteArrayInputStream(json), json.length);
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(content)) {
                gzip.write(GoJson.line(entries));
            }
            byte[] bytes = content.toByteArray();
            store.put(prefix + BACKUP + "-" + name + ".json.gz", new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Restore in the cluster, as its controller hands it to the engine. */
    KubernetesObject restoreObject(String name, Map<String, ?> spec) {
        Map<String, Object> complete = new LinkedHashMap<>(Map.of("backupName", BACKUP));
        complete.putAll(spec);
        KubernetesObject restore =
                Samples.object("velero.io/v1", "Restore", "velero", name).with(complete, "spec");
        return create(restore);
    }

    void deleteRestore(String name) {
        cluster.delete(resource("restores.velero.io"), "velero", name);
    }

    RestoreReport restore(Map<String, ?> spec) {
        return execute(restoreObject("r" + runs.get(), spec));
    }

    RestoreReport execute(KubernetesObject restore) {
        return run().execute(request(restore));
    }

    void environment(Map<String, String> variables) {
        environment = variables;
    }

    RestoreRun run() {
        HostPluginContext context = new HostPluginContext(Clock.systemUTC(), folder, cluster, "velero", environment);
        return new RestoreRun(
                cluster,
                plugins,
                dataMovers,
                new PluginSettings(cluster, "velero"),
                context,
                Clock.systemUTC(),
                listener);
    }

    RestoreRequest request(KubernetesObject restore) {
        try {
            Path scratch = Files.createDirectory(folder.resolve("run-" + runs.incrementAndGet()));
            return new RestoreRequest(
                    restore,
                    Json.convert(restore.map("spec"), Restore.Spec.class),
                    "default",
                    catalog,
                    volumeTimeout,
                    terminatingTimeout,
                    scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KubernetesObject create(KubernetesObject object) {
        KubernetesObject bare = RestoreContext.creatable(object);
        return cluster.create(found(object), bare);
    }

    ApiResource resource(String name) {
        return cluster.discovery().find(GroupResource.parse(name)).orElseThrow();
    }

    Optional<KubernetesObject> find(String resource, String namespace, String name) {
        return cluster.get(new ItemId(GroupResource.parse(resource), namespace.isEmpty() ? null : namespace, name));
    }

    KubernetesObject get(String resource, String namespace, String name) {
        return find(resource, namespace, name).orElseThrow(() -> new AssertionError("no " + resource + " " + name));
    }

    List<KubernetesObject> list(String resource, String namespace) {
        return cluster.list(GroupResource.parse(resource), namespace.isEmpty() ? null : namespace, "");
    }

    /** The results document of a restore. */
    String results(String restore) {
        return unzipped(DownloadRequest.Kind.RestoreResults, restore);
    }

    String log(String restore) {
        return unzipped(DownloadRequest.Kind.RestoreLog, restore);
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }

    private String unzipped(DownloadRequest.Kind kind, String name) {
        try (InputStream in = new GZIPInputStream(catalog.open(kind, name).orElseThrow())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiResource found(KubernetesObject object) {
        return cluster.discovery()
                .find(object.apiVersion(), object.kind())
                .or(() -> cluster.refreshDiscovery().find(object.apiVersion(), object.kind()))
                .orElseThrow();
    }

    /** The backup may hold kinds that this cluster does not know yet. */
    private String resource(KubernetesObject object) {
        return cluster.discovery()
                .find(object.apiVersion(), object.kind())
                .map(resource -> resource.id().toString())
                .orElseGet(
                        () -> plural(object.kind()) + "." + object.apiVersion().replaceAll("/.*", ""));
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }
}
