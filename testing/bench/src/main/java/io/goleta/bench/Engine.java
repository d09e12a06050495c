package io.goleta.bench;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Restore;
import io.goleta.core.backup.BackupReport;
import io.goleta.core.backup.BackupRequest;
import io.goleta.core.backup.BackupRun;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.kube.Cluster;
import io.goleta.core.json.Json;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.restore.RestoreReport;
import io.goleta.core.restore.RestoreRequest;
import io.goleta.core.restore.RestoreRun;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.store.ObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goleta's two runs as the server starts them. */
final class Engine {
    private static final String OWN_NAMESPACE = "velero";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Cluster cluster;
    private final BenchContext context;
    private final Path work;

    Engine(Cluster cluster, BenchContext context, Path work) {
        this.cluster = cluster;
        this.context = context;
        this.work = work;
    }

    BackupReport backUp(ObjectStore store, String name, String label) {
        Map<String, Object> spec = Map.of("labelSelector", Map.of("matchLabels", Map.of("bench", label)));
        BackupRun run = new BackupRun(cluster, List.of(), settings(), context, Clock.systemUTC(), (total, done) -> {});
        return run.execute(new BackupRequest(
                resource("Backup", name, spec),
                Json.convert(spec, Backup.Spec.class),
                "bench",
                new BackupCatalog(store),
                PATIENCE,
                SampleTrees.fresh(work.resolve("scratch"))));
    }

    RestoreReport restore(ObjectStore store, String name, String backup, Map<String, String> namespaces) {
        Map<String, Object> spec = Map.of("backupName", backup, "namespaceMapping", namespaces);
        RestoreRun run =
                new RestoreRun(cluster, List.of(), Set.of(), settings(), context, Clock.systemUTC(), (total, done) -> {});
        return run.execute(new RestoreRequest(
                resource("Restore", name, spec),
                Json.convert(spec, Restore.Spec.class),
                "bench",
                new BackupCatalog(store),
                PATIENCE,
                PATIENCE,
                SampleTrees.fresh(work.resolve("scratch"))));
    }

    private PluginSettings settings() {
        return new PluginSettings(cluster, OWN_NAMESPACE);
    }

    private static KubernetesObject resource(String kind, String name, Map<String, Object> spec) {
        return KubernetesObject.of(Map.of(
                "apiVersion",
                "velero.io/v1",
                "kind",
                kind,
                "metadata",
                Map.of("name", name, "namespace", OWN_NAMESPACE, "uid", name),
                "spec",
                spec,
                "status",
                Map.of()));
    }
}
