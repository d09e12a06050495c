package io.goleta.core.restore;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Says of every PodVolumeRestore what became of it, and that every repository is ready, as server and nodes would. */
final class NodeAgent implements AutoCloseable {
    private final Cluster cluster;
    private final Function<KubernetesObject, Map<String, ?>> status;
    private final Thread thread;

    private NodeAgent(Cluster cluster, Function<KubernetesObject, Map<String, ?>> status) {
        this.cluster = cluster;
        this.status = status;
        this.thread = Thread.ofVirtual().start(this::work);
    }

    static NodeAgent completing(Cluster cluster) {
        return new NodeAgent(cluster, restore -> Map.of("phase", "Completed"));
    }

    static NodeAgent answering(Cluster cluster, Function<KubernetesObject, Map<String, ?>> status) {
        return new NodeAgent(cluster, status);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void work() {
        try {
            while (true) {
                settle(VeleroKind.RESTIC_REPOSITORY.id(), repository -> Map.of("phase", "Ready"));
                settle(VeleroKind.POD_VOLUME_RESTORE.id(), status);
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The sandbox was closed first.
        }
    }

    private void settle(GroupResource resource, Function<KubernetesObject, Map<String, ?>> answer) {
        ApiResource found = cluster.discovery().find(resource).orElseThrow();
        List<KubernetesObject> objects = new ArrayList<>();
        cluster.list(found, ListOptions.EVERYTHING, objects::add);
        for (KubernetesObject object : objects) {
            Map<String, ?> result = answer.apply(object);
            if (object.get("status").isEmpty() && !result.isEmpty()) {
                try {
                    cluster.mergePatch(found, object.namespace(), object.name(), Map.of("status", result));
                } catch (ApiException e) {
                    // deleted meanwhile
                }
            }
        }
    }
}
