package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.backup.BackupRun;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.restore.RestoreOrder;
import io.goleta.core.restore.RestoreRun;
import io.goleta.server.control.BackupAdmission;
import io.goleta.server.control.BackupReconciler;
import io.goleta.server.control.BackupStorageLocationReconciler;
import io.goleta.server.control.BackupSyncReconciler;
import io.goleta.server.control.DeleteBackupRequestReconciler;
import io.goleta.server.control.DownloadRequestReconciler;
import io.goleta.server.control.GarbageCollectionReconciler;
import io.goleta.server.control.RestoreAdmission;
import io.goleta.server.control.RestoreReconciler;
import io.goleta.server.control.RunAttempts;
import io.goleta.server.control.ServerStatusRequestReconciler;
import io.goleta.server.controller.Controller;
import io.goleta.server.leader.Leadership;
import io.goleta.server.leader.LeaseLeadership;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.metrics.BackupMetrics;
import io.goleta.server.metrics.ControllerMetrics;
import io.goleta.server.metrics.DeletionMetrics;
import io.goleta.server.metrics.Observed;
import io.goleta.server.metrics.RestoreMetrics;
import io.goleta.server.repository.RepositoryPassword;
import io.goleta.server.repository.RepositoryReconciler;
import io.goleta.server.repository.RepositoryRequeuer;
import io.goleta.spi.PluginContext;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.List;

/** The server's control loops. */
final class ServerModule extends AbstractModule {
    // A run spends its time waiting for the API server and for volumes, so several share the process well.
    private static final int RUNS_AT_ONCE = 4;
    private static final int SMALL_THINGS_AT_ONCE = 4;
    // Backups wait for repositories to become ready, and must not wait behind those that are worked on for hours.
    private static final int REPOSITORIES_AT_ONCE = 8;

    private final CommonOptions common;
    private final ServerOptions options;

    ServerModule(CommonOptions common, ServerOptions options) {
        this.common = common;
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(ControllerRegistry.class).in(Singleton.class);
        install(new HousekeepingModule(common, options));
        install(new MetricsModule());
    }

    @Provides
    @Singleton
    List<ServerProcess.StartUpStep> startUp(Cluster cluster, RepositoryPassword password) {
        return List.of(new InstallationCheck(cluster, common.namespace)::run, password::ensure);
    }

    @Provides
    @Singleton
    ControllerNames controllers() {
        return new ControllerNames(options.disabledControllers, options.restoreOnly);
    }

    @Provides
    @Singleton
    Leadership leadership(KubernetesClient client) {
        return new LeaseLeadership(client, common.namespace, identity());
    }

    /** The container that replaces another one in the same pod has the same, and need not wait for the other's lease to end. */
    private static String identity() {
        return LocalAddress.hostName() + "_" + ProcessHandle.current().pid();
    }

    @Provides
    @Singleton
    List<Controller<?>> loops(
            ControllerRegistry loops,
            BackupReconciler backups,
            RestoreReconciler restores,
            BackupStorageLocationReconciler locations,
            BackupSyncReconciler sync,
            RepositoryReconciler repositories,
            DeleteBackupRequestReconciler deletions,
            GarbageCollectionReconciler garbage,
            DownloadRequestReconciler downloads,
            ServerStatusRequestReconciler serverStatus,
            BackupMetrics backupMetrics,
            RestoreMetrics restoreMetrics,
            DeletionMetrics deletionMetrics,
            PrometheusRegistry registry) {
        RepositoryRequeuer news = new RepositoryRequeuer(
                () -> loops.known(VeleroKind.RESTIC_REPOSITORY),
                name -> loops.enqueue(VeleroKind.RESTIC_REPOSITORY, name));
        loops.add(
                "backup-storage-location",
                VeleroKind.BACKUP_STORAGE_LOCATION,
                new Observed<>(locations, news),
                SMALL_THINGS_AT_ONCE);
        loops.add(ControllerNames.BACKUP_SYNC, VeleroKind.BACKUP_STORAGE_LOCATION, sync, SMALL_THINGS_AT_ONCE);
        loops.add(ControllerNames.REPOSITORY, VeleroKind.RESTIC_REPOSITORY, repositories, REPOSITORIES_AT_ONCE);
        loops.add(ControllerNames.BACKUP, VeleroKind.BACKUP, new Observed<>(backups, backupMetrics), RUNS_AT_ONCE);
        loops.add(ControllerNames.RESTORE, VeleroKind.RESTORE, new Observed<>(restores, restoreMetrics), RUNS_AT_ONCE);
        loops.add(
                ControllerNames.BACKUP_DELETION,
                VeleroKind.DELETE_BACKUP_REQUEST,
                new Observed<>(deletions, deletionMetrics),
                SMALL_THINGS_AT_ONCE);
        loops.add(ControllerNames.GARBAGE_COLLECTION, VeleroKind.BACKUP, garbage, SMALL_THINGS_AT_ONCE);
        loops.add(ControllerNames.DOWNLOAD_REQUEST, VeleroKind.DOWNLOAD_REQUEST, downloads, SMALL_THINGS_AT_ONCE);
        loops.add(
                ControllerNames.SERVER_STATUS_REQUEST,
                VeleroKind.SERVER_STATUS_REQUEST,
                serverStatus,
                SMALL_THINGS_AT_ONCE);
        ControllerMetrics.register(registry, loops.byController());
        return loops.all();
    }

    @Provides
    @Singleton
    RunAttempts runOnce(ProcessModule.Scratch scratch) {
        return new RunAttempts(scratch.folder().resolve("runs"));
    }

    @Provides
    BackupReconciler backups(
            Cluster cluster,
            StorageLocations locations,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            RunAttempts runOnce,
            Clock clock) {
        BackupAdmission admission = new BackupAdmission(
                cluster,
                locations,
                new BackupAdmission.Defaults(
                        options.defaultBackupStorageLocation,
                        options.defaultBackupTtl,
                        options.defaultVolumesToFsBackup),
                clock);
        return new BackupReconciler(
                locations,
                admission,
                runOnce,
                (request, progress) -> new BackupRun(
                                cluster, plugins.backupItemActions(), settings, context, clock, progress)
                        .execute(request),
                options.podVolumeTimeout,
                clock);
    }

    @Provides
    RestoreReconciler restores(
            Cluster cluster,
            StorageLocations locations,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            RunAttempts runOnce,
            Clock clock) {
        RestoreOrder order = options.restoreResourcePriorities.isBlank()
                ? RestoreOrder.standard()
                : RestoreOrder.of(options.restoreResourcePriorities);
        return new RestoreReconciler(
                cluster,
                locations,
                new RestoreAdmission(cluster, common.namespace, clock),
                runOnce,
                (request, progress) -> new RestoreRun(
                                cluster,
                                plugins.restoreItemActions(),
                                plugins.dataMovers(),
                                settings,
                                context,
                                clock,
                                progress,
                                order)
                        .execute(request),
                new RestoreReconciler.Timeouts(options.podVolumeTimeout, options.terminatingResourceTimeout),
                clock);
    }

    @Provides
    BackupStorageLocationReconciler storageLocations(StorageLocations locations, Clock clock) {
        return new BackupStorageLocationReconciler(locations, options.storeValidationFrequency, clock);
    }
}
