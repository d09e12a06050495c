package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.api.SkippedVolume;
import io.goleta.core.archive.ArchiveItem;
import io.goleta.core.archive.ArchiveReader;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.json.Json;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.run.ProgressReporter;
import io.goleta.spi.PluginConfig;
import io.goleta.spi.PluginContext;
import io.goleta.spi.action.BackupDetails;
import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemActionFactory;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import io.goleta.testkit.store.InMemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** A cluster with a namespace {@code shop}, a bucket, and backups of the one in the other. */
final class BackupFixture {
    static final String OWN_NAMESPACE = "velero";

    final Cluster cluster;
    final List<BackupItemActionFactory> plugins = new ArrayList<>();
    Clock clock = Clock.systemUTC();
    ObjectStore store = new InMemoryObjectStore();
    ProgressReporter.Listener listener = (total, done) -> {};
    Duration volumeTimeout = Duration.ofSeconds(20);

    private final Path folder;
    private int executions;

    BackupFixture(Path folder, Cluster cluster) {
        this.cluster = cluster;
        this.folder = folder;
    }

    /** Executes the backup {@code daily} with this spec. */
    BackupReport run(Map<String, ?> spec) {
        return run(backup("daily", "uid-daily", spec));
    }

    BackupReport run(KubernetesObject backup) {
        BackupRun run = new BackupRun(
                cluster,
                plugins,
                new PluginSettings(cluster, OWN_NAMESPACE),
                new HostPluginContext(clock, folder.resolve("plugins"), cluster, OWN_NAMESPACE, Map.of()),
                clock,
                listener);
        return run.execute(new BackupRequest(
                backup,
                Json.convert(backup.map("spec"), Backup.Spec.class),
                "default",
                catalog(),
                volumeTimeout,
                freshFolder()));
    }

    static KubernetesObject backup(String name, String uid, Map<String, ?> spec) {
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "velero.io/v1",
                "kind",
                "Backup",
                "metadata",
                Map.of("name", name, "namespace", OWN_NAMESPACE, "uid", uid),
                "spec",
                spec,
                "status",
                Map.of("phase", "InProgress", "startTimestamp", "2026-01-01T00:00:00Z")));
    }

    BackupCatalog catalog() {
        return new BackupCatalog(store);
    }

    KubernetesObject metadata() {
        return catalog().metadata("daily").orElseThrow();
    }

    /** What is in the archive: {@code pods/shop/web}, {@code persistentvolumes/pv-1}. */
    Set<String> archived() {
        Set<String> names = new TreeSet<>();
        archive()
                .keySet()
                .forEach(item -> names.add(item.resource()
                        + (item.namespace() == null ? "" : "/" + item.namespace())
                        + "/" + item.name()));
        return names;
    }

    Map<ArchiveItem, KubernetesObject> archive() {
        Map<ArchiveItem, KubernetesObject> content = new LinkedHashMap<>();
        try (ArchiveReader archive = ArchiveReader.open(catalog().contents("daily"), freshFolder())) {
            for (String resource : archive.resources()) {
                archive.items(resource)
                        .forEach(item ->
                                content.put(item, Json.read(archive.read(item).orElseThrow())));
            }
        }
        return content;
    }

    /** {@code errors} or {@code warnings} of a namespace. */
    List<Object> results(String kind, String namespace) {
        return document("results.gz").list(kind, "namespaces", namespace);
    }

    List<SkippedVolume> leftOut() {
        return SkippedVolume.in(document("results.gz").content());
    }

    KubernetesObject document(String suffix) {
        try (var in =
                new GZIPInputStream(store.get("backups/daily/daily-" + suffix).orElseThrow())) {
            return Json.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addAction(ItemSelector selector, Function<KubernetesObject, BackupItemResult> execute) {
        plugins.add(new BackupItemActionFactory() {
            @Override
            public String name() {
                return "example.com/test-" + plugins.size();
            }

            @Override
            public BackupItemAction create(BackupDetails backup, PluginConfig config, PluginContext context) {
                return new BackupItemAction() {
                    @Override
                    public ItemSelector appliesTo() {
                        return selector;
                    }

                    @Override
                    public BackupItemResult execute(KubernetesObject item) {
                        return execute.apply(item);
                    }
                };
            }
        });
    }

    private Path freshFolder() {
        try {
            return Files.createDirectories(folder.resolve("execution-" + ++executions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
