package io.goleta.server.nodeagent;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListQuery;
import io.goleta.core.volume.VolumePaths;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.ResourceId;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Proves at the start that the folder mounted into the agent is the kubelet's folder of pods. */
public final class HostPodsCheck {
    private final Path pods;
    private final Cluster cluster;
    private final String node;

    public HostPodsCheck(Path pods, Cluster cluster, String node) {
        this.pods = pods;
        this.cluster = cluster;
        this.node = node;
    }

    /**
     * @throws GoletaException USER when the folder cannot be read or lacks a running pod of this node
     */
    public void run() {
        if (!Files.isReadable(pods) || !Files.isDirectory(pods)) {
            throw new GoletaException(
                    Fault.USER,
                    "could not read pod volumes host path: " + pods + " is not a folder that can be read; mount the"
                            + " pods folder of the kubelet's root directory there");
        }
        List<String> missing = new ArrayList<>();
        ApiResource resource = cluster.discovery()
                .find(ResourceId.PODS)
                .orElseThrow(() -> new GoletaException(Fault.CLUSTER, "the API server does not know pods"));
        cluster.list(resource, new ListQuery(null, "", "spec.nodeName=" + node), pod -> {
            if (isRunning(pod) && !Files.exists(pods.resolve(VolumePaths.folderOf(pod)), LinkOption.NOFOLLOW_LINKS)) {
                missing.add(pod.namespace() + "/" + pod.name());
            }
        });
        if (!missing.isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    "unexpected directory structure for host-pods volume, ensure that the host-pods volume corresponds"
                            + " to the pods subdirectory of the kubelet root directory: " + pods
                            + " has no folder for " + missing);
        }
    }

    private static boolean isRunning(KubernetesObject pod) {
        return pod.string("status", "phase").filter("Running"::equals).isPresent()
                && pod.string("metadata", "deletionTimestamp").isEmpty();
    }
}
