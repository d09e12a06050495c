package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.goleta.core.api.Backup;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.coverage.Coverage;
import io.goleta.core.kube.Cluster;
import io.goleta.server.location.BackupRecords;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.metrics.BackupMetrics;
import io.goleta.server.metrics.CoverageWatch;
import io.goleta.server.metrics.DeletionMetrics;
import io.goleta.server.metrics.LocationMetrics;
import io.goleta.server.metrics.RepositoryMetrics;
import io.goleta.server.metrics.RestoreMetrics;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Objects;

/** What the server counts. */
final class MetricsModule extends AbstractModule {
    @Provides
    @Singleton
    BackupMetrics backups(PrometheusRegistry registry, ControllerRegistry loops, StorageLocations locations) {
        LocationMetrics.register(registry, () -> loops.known(VeleroKind.BACKUP_STORAGE_LOCATION));
        RepositoryMetrics.register(registry, () -> loops.known(VeleroKind.RESTIC_REPOSITORY));
        return new BackupMetrics(
                registry, () -> loops.known(VeleroKind.BACKUP), backup -> archiveSize(backup, locations));
    }

    @Provides
    @Singleton
    RestoreMetrics restores(PrometheusRegistry registry, ControllerRegistry loops, BackupMetrics backups) {
        return new RestoreMetrics(registry, () -> loops.known(VeleroKind.RESTORE), backups::scheduleOf);
    }

    @Provides
    @Singleton
    DeletionMetrics deletions(PrometheusRegistry registry, BackupMetrics backups) {
        return new DeletionMetrics(registry, backups::scheduleOf);
    }

    @Provides
    @Singleton
    CoverageWatch coverage(CommonOptions options, Cluster cluster, StorageLocations locations, Clock clock) {
        Coverage coverage = new Coverage(cluster, options.namespace, new BackupRecords(locations));
        return new CoverageWatch(() -> coverage.of(null), Thread::startVirtualThread, clock);
    }

    private static long archiveSize(Backup backup, StorageLocations locations) {
        try {
            String location = Objects.requireNonNullElse(backup.spec().storageLocation(), "");
            ObjectStore store = locations.store(locations.get(location));
            String key = new BackupCatalog(store).key(DownloadRequest.Kind.BackupContents, backup.name());
            return store.head(key).map(ObjectInfo::size).orElse(-1L);
        } catch (GoletaException e) {
            return -1; // a number for a graph is not worth more than one attempt
        }
    }
}
