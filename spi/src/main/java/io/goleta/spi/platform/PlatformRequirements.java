package io.goleta.spi.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an installation differs on a platform.
 *
 * @param podsFolder where the kubelet keeps the volumes of pods on the nodes, an absolute path that ends with {@code /pods}; empty
 *     for the usual {@code /var/lib/kubelet/pods}
 * @param privilegedAgent only privileged containers can read the volumes of other pods
 * @param namespaceAnnotations what Goleta's namespace carries
 * @param changes to objects that are not Goleta's; made only when the user asks for it
 * @param advice what only a person can do, one step each: a sentence that ends with a full stop or, before a command on the lines
 *     that follow, with a colon
 */
public record PlatformRequirements(
        Optional<String> podsFolder,
        boolean privilegedAgent,
        Map<String, String> namespaceAnnotations,
        List<ResourcePatch> changes,
        List<String> advice) {

    /** Nothing special. */
    public static final PlatformRequirements NONE =
            new PlatformRequirements(Optional.empty(), false, Map.of(), List.of(), List.of());

    public PlatformRequirements {
        namespaceAnnotations = Map.copyOf(namespaceAnnotations);
        changes = List.copyOf(changes);
        advice = List.copyOf(advice);
    }

    /** The same, with the volumes of pods in this folder. */
    public PlatformRequirements withPodsFolder(String folder) {
        return new PlatformRequirements(Optional.of(folder), privilegedAgent, namespaceAnnotations, changes, advice);
    }

    /** The same, with a privileged agent. */
    public PlatformRequirements withPrivilegedAgent() {
        return new PlatformRequirements(podsFolder, true, namespaceAnnotations, changes, advice);
    }

    /** The same, with one more annotation of the namespace. */
    public PlatformRequirements withNamespaceAnnotation(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(namespaceAnnotations);
        more.put(key, value);
        return new PlatformRequirements(podsFolder, privilegedAgent, more, changes, advice);
    }

    /** The same, with one more change on request. */
    public PlatformRequirements withChange(ResourcePatch change) {
        List<ResourcePatch> more = new ArrayList<>(changes);
        more.add(change);
        return new PlatformRequirements(podsFolder, privilegedAgent, namespaceAnnotations, more, advice);
    }

    /** The same, with one more step for a person. */
    public PlatformRequirements withAdvice(String step) {
        List<String> more = new ArrayList<>(advice);
        more.add(step);
        return new PlatformRequirements(podsFolder, privilegedAgent, namespaceAnnotations, changes, more);
    }
}
