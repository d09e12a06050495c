package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.DeleteBackupRequest;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.Restore;
import io.goleta.core.api.ServerStatusRequest;
import io.goleta.core.backup.BackupRun;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginSettings;
import io.goleta.core.restore.RestoreRun;
import io.goleta.server.control.BackupAdmission;
import io.goleta.server.control.BackupReconciler;
import io.goleta.server.control.BackupStorageLocationReconciler;
import io.goleta.server.control.BackupSyncReconciler;
import io.goleta.server.control.DeleteBackupRequestReconciler;
import io.goleta.server.control.DownloadRequestReconciler;
import io.goleta.server.control.ResticRepositoryReconciler;
import io.goleta.server.control.RestoreAdmission;
import io.goleta.server.control.RestoreReconciler;
import io.goleta.server.control.RunOnce;
import io.goleta.server.control.ServerStatusRequestReconciler;
import io.goleta.server.loop.ControlLoop;
import io.goleta.server.loop.Reconciler;
import io.goleta.server.storage.RepositoryPassword;
import io.goleta.server.storage.StorageLocations;
import io.goleta.spi.PluginContext;
import java.time.Clock;
import java.util.List;

/** The server's control loops. */
final class ServerModule extends AbstractModule {
    // A run spends its time waiting for the API server and for volumes, so several share the process well.
    private static final int RUNS_AT_ONCE = 4;
    private static final int SMALL_THINGS_AT_ONCE = 4;

    private final CommonOptions common;
    private final ServerOptions options;

    ServerModule(CommonOptions common, ServerOptions options) {
        this.common = common;
        this.options = options;
    }

    @Override
    protected void configure() {
        install(new HousekeepingModule(common, options));
    }

    @Provides
    @Singleton
    List<ServerProcess.StartUpStep> startUp(RepositoryPassword password) {
        return List.of(password::ensure);
    }

    @Provides
    @Singleton
    List<ControlLoop<?>> loops(
            KubernetesClient client,
            BackupReconciler backups,
            RestoreReconciler restores,
            BackupStorageLocationReconciler locations,
            BackupSyncReconciler sync,
            ResticRepositoryReconciler repositories,
            DeleteBackupRequestReconciler deletions,
            DownloadRequestReconciler downloads,
            ServerStatusRequestReconciler serverStatus) {
        return List.of(
                loop(client, BackupStorageLocation.class, locations, SMALL_THINGS_AT_ONCE),
                loop(client, BackupStorageLocation.class, sync, SMALL_THINGS_AT_ONCE),
                loop(client, ResticRepository.class, repositories, SMALL_THINGS_AT_ONCE),
                loop(client, Backup.class, backups, RUNS_AT_ONCE),
                loop(client, Restore.class, restores, RUNS_AT_ONCE),
                loop(client, DeleteBackupRequest.class, deletions, SMALL_THINGS_AT_ONCE),
                loop(client, DownloadRequest.class, downloads, SMALL_THINGS_AT_ONCE),
                loop(client, ServerStatusRequest.class, serverStatus, SMALL_THINGS_AT_ONCE));
    }

    private <T extends CustomResource<?, ?>> ControlLoop<T> loop(
            KubernetesClient client, Class<T> type, Reconciler<T> reconciler, int workers) {
        return new ControlLoop<>(client, type, common.namespace, object -> true, reconciler, workers);
    }

    @Provides
    @Singleton
    RunOnce runOnce(ProcessModule.Scratch scratch) {
        return new RunOnce(scratch.folder().resolve("runs"));
    }

    @Provides
    BackupReconciler backups(
            Cluster cluster,
            StorageLocations locations,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            RunOnce runOnce,
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
                cluster,
                locations,
                admission,
                runOnce,
                (request, progress) -> new BackupRun(
                                cluster, plugins.backupItemActions(), settings, context, clock, progress)
                        .execute(request),
                options.resticTimeout,
                clock);
    }

    @Provides
    RestoreReconciler restores(
            KubernetesClient client,
            Cluster cluster,
            StorageLocations locations,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            RunOnce runOnce,
            Clock clock) {
        return new RestoreReconciler(
                cluster,
                locations,
                new RestoreAdmission(client, common.namespace, clock),
                runOnce,
                (request, progress) -> new RestoreRun(
                                cluster, plugins.restoreItemActions(), settings, context, clock, progress)
                        .execute(request),
                new RestoreReconciler.Timeouts(options.resticTimeout, options.terminatingResourceTimeout),
                clock);
    }

    @Provides
    BackupStorageLocationReconciler storageLocations(StorageLocations locations, Clock clock) {
        return new BackupStorageLocationReconciler(locations, options.storeValidationFrequency, clock);
    }
}
