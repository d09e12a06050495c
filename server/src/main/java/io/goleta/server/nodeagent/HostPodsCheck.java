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
    private static final String ELSEWHERE =
            "; the hostPath of volume host-pods in the DaemonSet must be <root directory of the kubelet>/pods. That is usually"
                    + " /var/lib/kubelet/pods, on RancherOS and RKE /opt/rke/var/lib/kubelet/pods, on PKS"
                    + " /var/vcap/data/kubelet/pods, on OpenShift before 4.1 /var/lib/origin/openshift.local.volumes/pods, on"
                    + " MicroK8s /var/snap/microk8s/common/var/lib/kubelet/pods, on Nutanix"
                    + " /var/nutanix/var/lib/kubelet/pods";

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
                            + " pods folder of the kubelet's root directory there, and let the container run as root"
                            + " (on OpenShift privileged)" + ELSEWHERE);
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
                            + " has no folder for " + missing + ELSEWHERE);
        }
    }

    private static boolean isRunning(KubernetesObject pod) {
        return pod.string("status", "phase").filter("Running"::equals).isPresent()
                && pod.string("metadata", "deletionTimestamp").isEmpty();
    }
}
