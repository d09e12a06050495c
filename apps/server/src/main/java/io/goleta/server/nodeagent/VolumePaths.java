package io.goleta.server.nodeagent;

import io.goleta.core.podvolume.HostPaths;
import io.goleta.spi.ClusterReader;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.Pod;
import io.goleta.spi.item.PodVolume;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the kubelet of this node keeps the files of a pod's volumes: {@code <pods>/<uid>/volumes/<plug-in>/<directory>}. What
 * the directory is called depends on the kind of volume. Thread-safe.
 */
public final class VolumePaths {
    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final GroupResource CSI_DRIVERS = new GroupResource("storage.k8s.io", "csidrivers");
    private static final List<String> CSI_ANNOTATIONS =
            List.of("pv.kubernetes.io/migrated-to", "pv.kubernetes.io/provisioned-by");

    private final Path pods;
    private final HostPaths hostPaths;
    private final ClusterReader cluster;

    /**
     * @param pods the kubelet's folder of pods, {@code /var/lib/kubelet/pods} on the node
     * @param hostPaths for volumes that are directories of the node
     */
    public VolumePaths(Path pods, HostPaths hostPaths, ClusterReader cluster) {
        this.pods = pods;
        this.hostPaths = hostPaths;
        this.cluster = cluster;
    }

    /**
     * The name of a pod's folder: its uid, or for a static pod the hash that the kubelet knows it by. Anybody can write that
     * annotation, so what is no single name counts for nothing.
     */
    public static String folderOf(KubernetesObject pod) {
        String hash = pod.annotations().getOrDefault(MIRROR, "");
        return FOLDER.matcher(hash).matches() ? hash : pod.uid();
    }

    /**
     * The directory with the files of a volume.
     *
     * @throws GoletaException CLUSTER when the pod has no such volume, its claim or persistent volume cannot be read, or there
     *     is not exactly one such directory (a raw block volume has none); USER for a directory of the node that is out of
     *     bounds
     */
    public Path find(KubernetesObject pod, String volume) {
        PodVolume source = source(pod, volume);
        Optional<KubernetesObject> persistent = source.claimName().map(claim -> persistentVolume(pod, claim));
        Optional<String> onHost = onHost(source, persistent);
        return onHost.isPresent()
                ? hostPaths.resolve(onHost.get())
                : inFolder(pod, persistent.map(this::directoryName).orElseGet(() -> directoryName(source)));
    }

    /**
     * The directory of the node that a volume is, itself or through its claim, by its path on the node; empty for others.
     *
     * @throws GoletaException CLUSTER when the pod has no such volume, or its claim or persistent volume cannot be read
     */
    public Optional<String> onHost(KubernetesObject pod, String volume) {
        PodVolume source = source(pod, volume);
        return onHost(source, source.claimName().map(claim -> persistentVolume(pod, claim)));
    }

    private static Optional<String> onHost(PodVolume source, Optional<KubernetesObject> persistent) {
        return source.hostPath().or(() -> persistent.flatMap(found -> found.string("spec", "hostPath", "path")));
    }

    private static PodVolume source(KubernetesObject pod, String volume) {
        return new Pod(pod)
                .volume(volume)
                .orElseThrow(() -> unknown("pod " + pod.namespace() + "/" + pod.name() + " has no volume " + volume));
    }

    private Path inFolder(KubernetesObject pod, String name) {
        requireOwn(pod);
        Path folder = pods.resolve(folderOf(pod)).resolve("volumes");
        List<Path> found = matches(folder, name);
        if (found.size() != 1) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "identifying unique volume path on host: expected one matching path: " + folder + "/*/" + name
                            + ", got " + found.size());
        }
        return found.getFirst();
    }

    /** The annotation of a static pod must not lead into the folder of a different one. */
    private void requireOwn(KubernetesObject pod) {
        String folder = folderOf(pod);
        if (!FOLDER.matcher(folder).matches()) {
            throw unknown("the uid of pod " + pod.namespace() + "/" + pod.name() + " is invalid");
        }
        if (folder.equals(pod.uid())) {
            return;
        }
        cluster.list(GroupResource.PODS, null, "").stream()
                .filter(other -> !other.uid().equals(pod.uid()) && isOnSameNode(other, pod))
                .filter(other -> folder.equals(other.uid()) || folder.equals(folderOf(other)))
                .findFirst()
                .ifPresent(other -> {
                    throw new GoletaException(
                            Fault.USER,
                            "annotation " + MIRROR + " of pod " + pod.namespace() + "/" + pod.name()
                                    + " names the folder of pod " + other.namespace() + "/" + other.name());
                });
    }

    private static boolean isOnSameNode(KubernetesObject one, KubernetesObject other) {
        return one.string("spec", "nodeName").equals(other.string("spec", "nodeName"));
    }

    private static List<Path> matches(Path folder, String name) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> plugins = Files.newDirectoryStream(folder)) {
            for (Path plugin : plugins) {
                Path directory = plugin.resolve(name);
                if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(directory);
                }
            }
            return found;
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.CLUSTER, "identifying unique volume path on host: cannot read " + folder + ": " + e, e);
        }
    }

    private static String directoryName(PodVolume volume) {
        return volume.isOfKind("csi") ? volume.name() + "/mount" : volume.name();
    }

    private String directoryName(KubernetesObject persistentVolume) {
        return isCsi(persistentVolume) ? persistentVolume.name() + "/mount" : persistentVolume.name();
    }

    private KubernetesObject persistentVolume(KubernetesObject pod, String claimName) {
        ItemId claimId = new ItemId(GroupResource.PERSISTENT_VOLUME_CLAIMS, pod.namespace(), claimName);
        KubernetesObject claim = cluster.get(claimId).orElseThrow(() -> unknown(claimId + " does not exist"));
        String name = claim.string("spec", "volumeName")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> unknown(claimId + " is not bound to a persistent volume"));
        ItemId id = new ItemId(GroupResource.PERSISTENT_VOLUMES, null, name);
        return cluster.get(id).orElseThrow(() -> unknown(id + " does not exist"));
    }

    /** A volume of an in-tree plug-in is mounted by the CSI driver that replaced the plug-in, where one is installed. */
    private boolean isCsi(KubernetesObject persistentVolume) {
        return persistentVolume.get("spec", "csi").isPresent()
                || CSI_ANNOTATIONS.stream()
                        .flatMap(annotation ->
                                Stream.ofNullable(persistentVolume.annotations().get(annotation)))
                        .distinct()
                        .anyMatch(driver -> cluster.get(new ItemId(CSI_DRIVERS, null, driver))
                                .isPresent());
    }

    private static GoletaException unknown(String reason) {
        return new GoletaException(Fault.CLUSTER, "getting volume directory name: " + reason);
    }
}
