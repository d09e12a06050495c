package io.goleta.server.nodeagent;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.platform.ClusterFactsReader;
import io.goleta.core.platform.Platform;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformRequirements;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks at startup that the folder mounted into the agent is the kubelet's folder of pods. */
public final class HostPodsCheck {
    private final Path pods;
    private final Cluster cluster;
    private final String node;
    private final PlatformProfiles profiles;

    /** @param profiles know where platforms keep their pods */
    @Inject
    public HostPodsCheck(
            @Named("host-pods") Path pods,
            Cluster cluster,
            @Named("node-name") String node,
            PlatformProfiles profiles) {
        this.pods = pods;
        this.cluster = cluster;
        this.node = node;
        this.profiles = profiles;
    }

    /**
     * @throws GoletaException USER when the folder cannot be read or lacks a running pod of this node
     */
    public void run() {
        if (!Files.isReadable(pods) || !Files.isDirectory(pods)) {
            throw new GoletaException(
                    Fault.USER,
                    "could not read pod volumes host path: " + pods + " is not a readable directory; mount the"
                            + " pods directory of the kubelet there, and let the container run as root"
                            + " (on OpenShift privileged)" + whereThen());
        }
        List<String> missing = new ArrayList<>();
        ApiResource resource = cluster.discovery()
                .find(GroupResource.PODS)
                .orElseThrow(() -> new GoletaException(Fault.CLUSTER, "the API server does not know pods"));
        cluster.list(resource, new ListOptions(null, "", "spec.nodeName=" + node), pod -> {
            if (isRunning(pod) && !Files.exists(pods.resolve(VolumePaths.folderOf(pod)), LinkOption.NOFOLLOW_LINKS)) {
                missing.add(pod.namespace() + "/" + pod.name());
            }
        });
        if (!missing.isEmpty()) {
            throw new GoletaException(
                    Fault.USER,
                    "unexpected directory structure for host-pods volume, ensure that the host-pods volume corresponds"
                            + " to the pods subdirectory of the kubelet root directory: " + pods
                            + " has no directory for " + missing + whereThen());
        }
    }

    private String whereThen() {
        return "; the hostPath of volume host-pods in the DaemonSet must be <root directory of the kubelet>/pods. "
                + thisPlatform()
                + "\"velero install --apply\" with the flags of the installation repairs it; --platform and"
                + " --kubelet-root-dir are for what it cannot detect. " + otherPlatforms();
    }

    private String thisPlatform() {
        try {
            Platform platform = profiles.detect(new ClusterFactsReader(cluster).read(), "");
            return platform.reasons().getFirst() + " Pods directory: "
                    + platform.requirements().effectivePodsDirectory() + ". ";
        } catch (GoletaException e) {
            // The error itself matters more than why it lacks this hint.
            return "";
        }
    }

    private String otherPlatforms() {
        return profiles.all().stream()
                .flatMap(profile -> profile.requirements(ClusterFacts.UNKNOWN, "").podsDirectory().stream()
                        .map(folder -> PlatformProfiles.shortName(profile) + " " + folder))
                .collect(Collectors.joining(
                        ", ",
                        "Usually it is " + PlatformRequirements.DEFAULT_PODS_DIRECTORY + "; on other platforms: ",
                        ""));
    }

    private static boolean isRunning(KubernetesObject pod) {
        return pod.string("status", "phase").filter("Running"::equals).isPresent()
                && pod.string("metadata", "deletionTimestamp").isEmpty();
    }
}
