package io.goleta.server;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Names;
import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.podvolume.HostPaths;
import io.goleta.server.controller.Controllers;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.leader.Leadership;
import io.goleta.server.metrics.Observed;
import io.goleta.server.metrics.TransferMetrics;
import io.goleta.server.nodeagent.AgentSettings;
import io.goleta.server.nodeagent.AgentSettingsReader;
import io.goleta.server.nodeagent.HostPodsCheck;
import io.goleta.server.nodeagent.NodeAgent;
import io.goleta.server.nodeagent.PodVolumeBackupReconciler;
import io.goleta.server.nodeagent.PodVolumeRestoreReconciler;
import io.goleta.server.nodeagent.VolumePaths;
import io.goleta.server.repository.DataMoverSource;
import io.goleta.server.repository.DataMovers;
import io.goleta.spi.ClusterReader;
import jakarta.inject.Named;
import java.nio.file.Path;

/** The node agent: everything of it that is not in every process. */
final class AgentModule extends StartUpModule {
    private final AgentOptions options;

    AgentModule(AgentOptions options) {
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(String.class).annotatedWith(Names.named("node-name")).toInstance(options.nodeName);
        bind(Path.class).annotatedWith(Names.named("host-pods")).toInstance(options.hostPods);
        bind(Integer.class).annotatedWith(Names.named("volumes-at-once")).toInstance(options.volumesAtOnce);
        beforeStart(HostPodsCheck.class, HostPodsCheck::run);
        beforeStart(NodeAgent.class, NodeAgent::start);
        bind(AgentSettings.class).toProvider(AgentSettingsReader.class).in(Singleton.class);
        bind(Controllers.class).to(NodeAgent.class);
        bind(DataMoverSource.class).to(DataMovers.class);
        bind(Leadership.class).toInstance(Leadership.unshared());
    }

    @Provides
    Reconciler<PodVolumeBackup> backups(PodVolumeBackupReconciler reconciler, TransferMetrics metrics) {
        return new Observed<>(reconciler, metrics::lookAtBackup);
    }

    @Provides
    Reconciler<PodVolumeRestore> restores(PodVolumeRestoreReconciler reconciler, TransferMetrics metrics) {
        return new Observed<>(reconciler, metrics::lookAtRestore);
    }

    @Provides
    @Named("readable")
    VolumePaths readable(ClusterReader cluster) {
        HostPaths paths = HostPaths.readable(options.hostPaths, options.hostPathMounts);
        return new VolumePaths(options.hostPods, paths, cluster);
    }

    @Provides
    @Named("writable")
    VolumePaths writable(ClusterReader cluster) {
        HostPaths paths = HostPaths.writable(options.hostPaths, options.writableHostPaths, options.hostPathMounts);
        return new VolumePaths(options.hostPods, paths, cluster);
    }
}
