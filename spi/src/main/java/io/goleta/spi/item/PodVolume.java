package io.goleta.spi.item;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One volume of a pod, as the pod's specification has it. Immutable.
 *
 * @param pod whose volume it is
 * @param name in {@code spec.volumes}
 * @param source the entry in {@code spec.volumes}
 */
public record PodVolume(Pod pod, String name, KubernetesObject source) {
    /** The kubelet fills them from objects or from an image; no container can write to them. */
    private static final Set<String> FILLED_BY_THE_KUBELET =
            Set.of("configMap", "secret", "projected", "downwardAPI", "image");

    /** Whether it is a volume of this kind: {@code emptyDir}, {@code hostPath}. */
    public boolean isOfKind(String kind) {
        return source.get(kind).isPresent();
    }

    /**
     * The claim it is made from; empty when it has none. The claim of a generic ephemeral volume is named after the pod and the
     * volume.
     */
    public Optional<String> claimName() {
        return isEphemeral()
                ? Optional.of(pod.name() + "-" + name)
                : source.string("persistentVolumeClaim", "claimName");
    }

    /** Whether it is a generic ephemeral volume, whose claim comes and goes with the pod. */
    public boolean isEphemeral() {
        return isOfKind("ephemeral");
    }

    /** The directory of the node that it is; empty for other kinds, and for a claim whatever is behind it. */
    public Optional<String> hostPath() {
        return source.string("hostPath", "path");
    }

    /**
     * Whether its files come from somewhere else, to which the pod cannot write: from objects of the API server, from an image,
     * or from a CSI driver that is asked for a volume in the pod's specification and mounts it read-only, as drivers for secrets
     * and certificates do. Nothing is restored into such a volume.
     */
    public boolean isFilledByOthers() {
        return FILLED_BY_THE_KUBELET.stream().anyMatch(this::isOfKind) || source.isTrue("csi", "readOnly");
    }

    /** Whether it may hold files that are nowhere else, so that they are worth a backup; whatever the volume is called. */
    public boolean holdsFiles() {
        return !isFilledByOthers();
    }

    /**
     * Whether the pod asks for the volume read-only, whatever its kind, as {@code persistentVolumeClaim.readOnly} does. The kubelet
     * then mounts it so: it can be read through this pod, but nothing can be restored into it.
     */
    public boolean isReadOnly() {
        return source.content().keySet().stream().anyMatch(kind -> source.isTrue(kind, "readOnly"));
    }

    /**
     * The names of the containers that mount it, init containers first and debug containers last; a volume that no container mounts
     * is not on the node.
     */
    public List<String> mountedBy() {
        return Stream.of("initContainers", "containers", "ephemeralContainers")
                .flatMap(field -> pod.object().maps("spec", field).stream())
                .map(KubernetesObject::of)
                .filter(this::isMountedBy)
                .map(container -> container.string("name").orElse(""))
                .toList();
    }

    private boolean isMountedBy(KubernetesObject container) {
        return container.maps("volumeMounts").stream().anyMatch(mount -> name.equals(mount.get("name")));
    }
}
