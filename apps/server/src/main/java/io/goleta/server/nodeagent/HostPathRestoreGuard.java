package io.goleta.server.nodeagent;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides whether a restore may write into a directory of this node. Unlike other volumes it is not the pod's own: other pods
 * may use it, and could also replace it while it is written.
 */
final class HostPathRestoreGuard {
    static final String WANTED = "backup.goleta.io/host-path-volumes";

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final ClusterReader cluster;
    private final VolumePaths paths;

    HostPathRestoreGuard(ClusterReader cluster, VolumePaths paths) {
        this.cluster = cluster;
        this.paths = paths;
    }

    /**
     * Accepts every volume that is no directory of the node.
     *
     * @param directory where its files are, without symbolic links
     * @param ownNamespace of the agents, which mount what they may read
     * @throws GoletaException USER when the pod does not ask for it, a different pod uses the directory, or links in it lead out of it
     */
    void requireFree(KubernetesObject pod, String volume, Path directory, String ownNamespace) {
        Optional<String> path = paths.onHost(pod, volume);
        if (path.isEmpty()) {
            return;
        }
        if (!isWanted(pod, volume)) {
            throw refused(
                    pod, path.get(), "annotation " + WANTED + " of pod " + pod.name() + " does not list " + volume);
        }
        cluster.list(GroupResource.PODS, null, "").stream()
                .filter(other -> mayRunBeside(other, pod) && !isAgent(other, ownNamespace))
                .filter(other -> uses(other, Path.of(path.get()), directory))
                .findFirst()
                .ifPresent(other -> {
                    throw refused(
                            pod,
                            path.get(),
                            "pod " + other.namespace() + "/" + other.name()
                                    + " on the same node also uses it; delete that pod, and restore again");
                });
        EscapingLinkScanner.of(directory).ifPresent(way -> {
            throw refused(
                    pod,
                    path.get(),
                    way + " in it is neither file nor directory, or a link that leads out of it;"
                            + " remove it, and restore again");
        });
    }

    boolean isOnHost(KubernetesObject pod, String volume) {
        return paths.onHost(pod, volume).isPresent();
    }

    private static boolean isWanted(KubernetesObject pod, String volume) {
        String listed = Objects.requireNonNullElse(pod.annotations().get(WANTED), "");
        return Stream.of(listed.split(",")).map(String::strip).anyMatch(volume::equals);
    }

    private static boolean mayRunBeside(KubernetesObject other, KubernetesObject pod) {
        return !other.uid().equals(pod.uid())
                && other.string("spec", "nodeName").equals(pod.string("spec", "nodeName"))
                && !ENDED.contains(other.string("status", "phase").orElse(""));
    }

    private static boolean isAgent(KubernetesObject pod, String ownNamespace) {
        return ownNamespace.equals(pod.namespace())
                && "velero".equals(pod.labels().get("component"));
    }

    private boolean uses(KubernetesObject other, Path path, Path directory) {
        for (PodVolume volume : new Pod(other).volumes()) {
            Optional<Path> used = paths.onHost(other, volume.name()).map(Path::of);
            if (used.isPresent()
                    && (meet(used.get().normalize(), path, other, volume)
                            || real(other, volume)
                                    .filter(real -> meet(real, directory, other, volume))
                                    .isPresent())) {
                return true;
            }
        }
        return false;
    }

    /** A parent directory that is mounted read-only is harmless: collectors of logs and metrics do that. */
    private static boolean meet(Path used, Path target, KubernetesObject other, PodVolume volume) {
        return used.startsWith(target) || target.startsWith(used) && isWritable(other, volume.name());
    }

    /** Two paths may lead to one directory; those that lead out of what agents may write cannot be followed. */
    private Optional<Path> real(KubernetesObject other, PodVolume volume) {
        try {
            return Optional.of(paths.find(other, volume.name()));
        } catch (GoletaException e) {
            if (e.isRetryable()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isWritable(KubernetesObject pod, String volume) {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(kind -> pod.maps("spec", kind).stream())
                .map(KubernetesObject::of)
                .flatMap(container -> container.maps("volumeMounts").stream())
                .filter(mount -> volume.equals(mount.get("name")))
                .anyMatch(mount -> !Boolean.TRUE.equals(mount.get("readOnly")));
    }

    private static GoletaException refused(KubernetesObject pod, String path, String reason) {
        return new GoletaException(
                Fault.USER,
                "nothing is restored into " + path + " of the node, and pod " + pod.name() + " keeps waiting: "
                        + reason);
    }
}
