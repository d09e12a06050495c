package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Cluster;
import io.goleta.core.volume.VolumePaths;
import io.goleta.server.loop.ControlLoop;
import io.goleta.server.nodeagent.HostPodsCheck;
import io.goleta.server.nodeagent.MoveSlots;
import io.goleta.server.nodeagent.NodeAgent;
import io.goleta.server.nodeagent.PodVolumeBackupReconciler;
import io.goleta.server.nodeagent.PodVolumeRestoreReconciler;
import io.goleta.server.storage.DataMoverSource;
import io.goleta.server.storage.DataMovers;
import io.goleta.server.storage.RepositoryAccess;
import io.goleta.server.storage.StorageLocations;
import java.time.Clock;
import java.util.List;

/** The node agent's control loops. */
final class AgentModule extends AbstractModule {
    private final CommonOptions common;
    private final AgentOptions options;

    AgentModule(CommonOptions common, AgentOptions options) {
        this.common = common;
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(AgentOptions.class).toInstance(options);
    }

    @Provides
    @Singleton
    List<ServerProcess.StartUpStep> startUp(Cluster cluster, NodeAgent agent) {
        return List.of(new HostPodsCheck(options.hostPods, cluster, options.nodeName)::run, agent::start);
    }

    @Provides
    @Singleton
    List<ControlLoop<?>> loops(NodeAgent agent) {
        return agent.loops();
    }

    @Provides
    @Singleton
    NodeAgent agent(KubernetesClient client, Cluster cluster, DataMoverSource movers, Clock clock) {
        VolumePaths paths = new VolumePaths(options.hostPods, cluster);
        MoveSlots slots = new MoveSlots(options.volumesAtOnce);
        return new NodeAgent(
                client,
                common.namespace,
                options.nodeName,
                new PodVolumeBackupReconciler(cluster, paths, movers, slots, clock),
                new PodVolumeRestoreReconciler(cluster, paths, movers, slots, clock),
                options.volumesAtOnce);
    }

    @Provides
    @Singleton
    DataMoverSource movers(StorageLocations locations, RepositoryAccess repositories) {
        return new DataMovers(locations, repositories);
    }
}
