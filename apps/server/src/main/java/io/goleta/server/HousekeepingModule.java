package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.itemaction.RestoreItemActions;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.config.ConfigurableExtension;
import io.goleta.core.plugin.config.ConfigurationReport;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.server.control.BackupDeletion;
import io.goleta.server.control.BackupSync;
import io.goleta.server.control.BackupSyncReconciler;
import io.goleta.server.control.DeleteBackupRequestReconciler;
import io.goleta.server.control.DownloadRequestReconciler;
import io.goleta.server.control.GarbageCollectionReconciler;
import io.goleta.server.control.PluginConfigRequests;
import io.goleta.server.control.ServerStatusRequestReconciler;
import io.goleta.server.download.Downloads;
import io.goleta.server.download.RequestedFiles;
import io.goleta.server.http.DownloadHandler;
import io.goleta.server.http.MetricsHandler;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.metrics.CoverageMetrics;
import io.goleta.server.metrics.CoverageWatch;
import io.goleta.server.nodeagent.AgentSettings;
import io.goleta.server.repository.ActiveRuns;
import io.goleta.server.repository.MaintenanceSchedule;
import io.goleta.server.repository.RepositoryAccess;
import io.goleta.server.repository.RepositoryKeyChanges;
import io.goleta.server.repository.RepositoryPassword;
import io.goleta.server.repository.RepositoryReconciler;
import io.goleta.spi.PluginContext;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the server does besides backups and restores. */
final class HousekeepingModule extends AbstractModule {
    private final CommonOptions common;
    private final ServerOptions options;

    HousekeepingModule(CommonOptions common, ServerOptions options) {
        this.common = common;
        this.options = options;
    }

    @Provides
    BackupSyncReconciler backupSync(Cluster cluster, StorageLocations locations, Clock clock) {
        return new BackupSyncReconciler(
                locations, new BackupSync(cluster, common.namespace), options.backupSyncPeriod, clock);
    }

    @Provides
    RepositoryReconciler repositories(
            Cluster cluster,
            StorageLocations locations,
            RepositoryAccess access,
            RepositoryPassword password,
            ControllerRegistry loops,
            Clock clock) {
        return new RepositoryReconciler(
                locations,
                access,
                new RepositoryKeyChanges(access, password),
                new ActiveRuns(
                        cluster,
                        common.namespace,
                        () -> loops.known(VeleroKind.BACKUP),
                        () -> loops.known(VeleroKind.RESTORE)),
                new MaintenanceSchedule(
                        options.defaultPruneFrequency,
                        options.repositoryCheckFrequency,
                        options.repositoryCheckReadData),
                clock);
    }

    @Provides
    DeleteBackupRequestReconciler deletions(
            Cluster cluster, StorageLocations locations, RepositoryAccess access, Clock clock) {
        BackupDeletion deletion = new BackupDeletion(cluster, common.namespace, locations, access);
        return new DeleteBackupRequestReconciler(cluster, common.namespace, locations, deletion, clock);
    }

    @Provides
    GarbageCollectionReconciler garbage(Cluster cluster, StorageLocations locations, Clock clock) {
        return new GarbageCollectionReconciler(
                cluster, common.namespace, locations, options.garbageCollectionFrequency, clock);
    }

    @Provides
    RequestedFiles requestedFiles(Cluster cluster, StorageLocations locations) {
        return new RequestedFiles(cluster, common.namespace, locations);
    }

    @Provides
    DownloadRequestReconciler downloads(RequestedFiles files, Clock clock) {
        URI address = downloadAddress(options.downloadAddress, common.metricsAddress);
        return new DownloadRequestReconciler(files, address, clock);
    }

    @Provides
    @Singleton
    Map<String, HttpHandler> pages(
            RequestedFiles files, PrometheusRegistry registry, CoverageWatch coverage, Clock clock) {
        CoverageMetrics.register(registry, coverage);
        return Map.of(
                DownloadHandler.PATH, new DownloadHandler(new Downloads(files, clock)),
                MetricsHandler.PATH, new MetricsHandler(registry));
    }

    @Provides
    ServerStatusRequestReconciler serverStatus(
            PluginHost plugins, PluginSettings settings, PluginContext context, Clock clock) {
        List<ConfigurableExtension> extensions = new ArrayList<>(plugins.configurable());
        extensions.addAll(RestoreItemActions.configurable());
        extensions.add(new ConfigurableExtension(AgentSettings.NAME, AgentSettings.KIND, (config, lent) -> {
            AgentSettings.read(config, AgentSettings.VOLUMES_AT_ONCE);
            return config.problems();
        }));
        PluginConfigRequests questions =
                new PluginConfigRequests(new ConfigurationReport(extensions, settings, context));
        return new ServerStatusRequestReconciler(plugins::report, questions, version(), clock);
    }

    private static String version() {
        String version = ServerMain.class.getPackage().getImplementationVersion();
        return "v" + Objects.requireNonNullElse(version, "0.0.0-dev");
    }

    /** In a cluster the pod's own address, which is what "all interfaces" can be reached by. */
    static URI downloadAddress(@Nullable String configured, String metricsAddress) {
        if (configured != null && !configured.isEmpty()) {
            return URI.create(configured);
        }
        return URI.create("http://" + (metricsAddress.startsWith(":") ? LocalAddress.numeric() : "") + metricsAddress);
    }
}
