package io.goleta.core.volume;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Optional;

/** One volume of a pod, as its specification has it. */
public record PodVolume(KubernetesObject pod, String name, KubernetesObject source) {

    /** The volume of this name; empty when the pod has none. */
    public static Optional<PodVolume> of(KubernetesObject pod, String name) {
        return allOf(pod).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
    }

    /** All volumes, in the pod's order. */
    public static List<PodVolume> allOf(KubernetesObject pod) {
        return pod.maps("spec", "volumes").stream()
                .map(KubernetesObject::of)
                .map(source -> new PodVolume(pod, source.string("name").orElse(""), source))
                .toList();
    }

    /** Whether it is a volume of this kind: {@code emptyDir}, {@code hostPath}. */
    public boolean isOfKind(String kind) {
        return source.get(kind).isPresent();
    }

    /** The claim it is made from; the one of a generic ephemeral volume is named after pod and volume. */
    public Optional<String> claimName() {
        return isEphemeral()
                ? Optional.of(pod.name() + "-" + name)
                : source.string("persistentVolumeClaim", "claimName");
    }

    /** The directory of the node that it is; empty for a claim, whatever is behind it. */
    Optional<String> hostPath() {
        return source.string("hostPath", "path");
    }

    /** Whether its claim comes and goes with the pod. */
    boolean isEphemeral() {
        return isOfKind("ephemeral");
    }
}
