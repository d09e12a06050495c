package io.goleta.server.nodeagent;

import io.goleta.core.api.PodVolumeBackup;
import io.goleta.core.api.PodVolumePhase;
import io.goleta.core.api.PodVolumeRestore;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.server.controller.Controller;
import io.goleta.server.controller.Controllers;
import io.goleta.server.controller.Informers;
import io.goleta.server.controller.Reconciler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The two controllers of one node, and the watch on its pods that requeues restores when their pod waits for them. */
@Singleton
public final class NodeAgent implements Controllers, AutoCloseable {
    private final Controller<PodVolumeBackup> backups;
    private final Controller<PodVolumeRestore> restores;
    private final NodePods pods;

    /**
     * @param namespace Goleta's own
     * @param node the name of the node this process runs on
     * @param settings how many volumes the reconcilers move at once
     */
    @Inject
    public NodeAgent(
            Informers informers,
            Cluster cluster,
            @Named("namespace") String namespace,
            @Named("node-name") String node,
            Reconciler<PodVolumeBackup> backups,
            Reconciler<PodVolumeRestore> restores,
            AgentSettings settings) {
        int volumesAtOnce = settings.volumesAtOnce();
        this.pods = new NodePods(informers, node, uid -> !awaiting(uid).isEmpty(), this::wake);
        this.backups = new Controller<>(
                informers,
                cluster,
                VeleroKind.POD_VOLUME_BACKUP,
                namespace,
                backup -> node.equals(backup.spec().node()) && !isOver(backup),
                backups,
                volumesAtOnce);
        this.restores = new Controller<>(
                informers,
                cluster,
                VeleroKind.POD_VOLUME_RESTORE,
                namespace,
                restore -> pods.has(PodReference.of(restore)) && !isOver(restore),
                restores,
                volumesAtOnce);
    }

    @Override
    public Map<String, Controller<?>> byName() {
        return Map.of("pod-volume-backup", backups, "pod-volume-restore", restores);
    }

    /** Starts to watch the pods; to be called before the controllers start. */
    public void start() {
        pods.start();
    }

    @Override
    public void close() {
        pods.close();
    }

    private void wake(String podUid) {
        awaiting(podUid).forEach(restore -> restores.enqueue(restore.name()));
    }

    private List<PodVolumeRestore> awaiting(String podUid) {
        return restores.known().stream()
                .filter(restore -> podUid.equals(PodReference.of(restore).uid()) && !isOver(restore))
                .toList();
    }

    private static boolean isOver(VeleroObject<?, ?> resource) {
        PodVolumePhase phase = switch (resource.status()) {
            case PodVolumeBackup.Status status -> status.phase();
            case PodVolumeRestore.Status status -> status.phase();
            case null, default -> null;
        };
        return phase != null && phase.isTerminal();
    }
}
