package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.core.kube.Cluster;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Informers;
import io.goleta.server.http.MetricsHandler;
import io.goleta.server.leader.Leadership;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.metrics.ControllerMetrics;
import io.goleta.server.metrics.Observed;
import io.goleta.server.metrics.TransferMetrics;
import io.goleta.server.nodeagent.AgentSettings;
import io.goleta.server.nodeagent.HostPodsCheck;
import io.goleta.server.nodeagent.NodeAgent;
import io.goleta.server.nodeagent.PodVolumeBackupReconciler;
import io.goleta.server.nodeagent.PodVolumeRestoreReconciler;
import io.goleta.server.nodeagent.TransferLimiter;
import io.goleta.server.nodeagent.VolumePaths;
import io.goleta.server.repository.DataMoverSource;
import io.goleta.server.repository.DataMovers;
import io.goleta.server.repository.RepositoryAccess;
import io.goleta.spi.PluginConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node agent's control loops. */
final class AgentModule extends AbstractModule {
    private static final Logger LOGGER = LoggerFactory.getLogger(AgentModule.class);

    private final CommonOptions common;
    private final AgentOptions options;

    AgentModule(CommonOptions common, AgentOptions options) {
        this.common = common;
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(AgentOptions.class).toInstance(options);
        bind(Leadership.class).toInstance(Leadership.unshared());
    }

    @Provides
    @Singleton
    List<ServerProcess.StartUpStep> startUp(Cluster cluster, PluginHost plugins, NodeAgent agent) {
        PlatformProfiles profiles = new PlatformProfiles(plugins.platformProfiles());
        return List.of(new HostPodsCheck(options.hostPods, cluster, options.nodeName, profiles)::run, agent::start);
    }

    @Provides
    @Singleton
    List<Controller<?>> loops(NodeAgent agent) {
        return agent.loops();
    }

    @Provides
    @Singleton
    Map<String, HttpHandler> pages(PrometheusRegistry registry, NodeAgent agent) {
        ControllerMetrics.register(
                registry,
                Map.of(
                        "pod-volume-backup", agent.loops().getFirst(),
                        "pod-volume-restore", agent.loops().getLast()));
        return Map.of(MetricsHandler.PATH, new MetricsHandler(registry));
    }

    @Provides
    @Singleton
    NodeAgent agent(
            Informers informers,
            Cluster cluster,
            DataMoverSource movers,
            PluginSettings settings,
            PrometheusRegistry registry,
            Clock clock) {
        TransferMetrics metrics = new TransferMetrics(registry, options.nodeName);
        HostPaths readable = HostPaths.readable(options.hostPaths, options.hostPathMounts);
        HostPaths writable = HostPaths.writable(options.hostPaths, options.writableHostPaths, options.hostPathMounts);
        VolumePaths sources = new VolumePaths(options.hostPods, readable, cluster);
        VolumePaths targets = new VolumePaths(options.hostPods, writable, cluster);
        int volumesAtOnce = volumesAtOnce(settings);
        TransferLimiter slots = new TransferLimiter(volumesAtOnce);
        return new NodeAgent(
                informers,
                cluster,
                common.namespace,
                options.nodeName,
                new Observed<>(
                        new PodVolumeBackupReconciler(cluster, sources, movers, slots, clock), metrics::lookAtBackup),
                new Observed<>(
                        new PodVolumeRestoreReconciler(cluster, targets, movers, slots, clock), metrics::lookAtRestore),
                volumesAtOnce);
    }

    /** What the ConfigMap of node agents says, else the flag. */
    private int volumesAtOnce(PluginSettings settings) {
        PluginConfig config = settings.of(AgentSettings.NAME, AgentSettings.KIND);
        int count = AgentSettings.read(config, options.volumesAtOnce).volumesAtOnce();
        config.verify();
        LOGGER.info("up to {} volumes at once on node {}", count, options.nodeName);
        return count;
    }

    @Provides
    @Singleton
    DataMoverSource movers(StorageLocations locations, RepositoryAccess repositories) {
        return new DataMovers(locations, repositories);
    }
}
