package io.goleta.spi.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an installation differs on a platform.
 *
 * @param podsDirectory the kubelet's directory of pod volumes on the nodes, an absolute path that ends with {@code /pods}; empty for
 *     {@link #DEFAULT_PODS_DIRECTORY}
 * @param privilegedAgent whether only privileged containers can read the volumes of other pods
 * @param namespaceAnnotations annotations of Goleta's namespace
 * @param patches of objects that are not Goleta's own; applied only on request of the user
 * @param manualSteps what only an administrator can do, one step each: a sentence that ends with a full stop or, before a command
 *     on the following lines, with a colon
 */
public record PlatformRequirements(
        Optional<String> podsDirectory,
        boolean privilegedAgent,
        Map<String, String> namespaceAnnotations,
        List<ResourcePatch> patches,
        List<String> manualSteps) {

    /** Where kubelets keep the volumes of pods by default. */
    public static final String DEFAULT_PODS_DIRECTORY = "/var/lib/kubelet/pods";

    /** No requirements. */
    public static final PlatformRequirements NONE =
            new PlatformRequirements(Optional.empty(), false, Map.of(), List.of(), List.of());

    /**
     * @throws IllegalArgumentException for a pods directory that is not an absolute path
     */
    public PlatformRequirements {
        podsDirectory.filter(directory -> !directory.startsWith("/")).ifPresent(directory -> {
            throw new IllegalArgumentException("the pods directory \"" + directory + "\" is not an absolute path");
        });
        namespaceAnnotations = Map.copyOf(namespaceAnnotations);
        patches = List.copyOf(patches);
        manualSteps = List.copyOf(manualSteps);
    }

    /** The kubelet's directory of pod volumes, also when it is the default. */
    public String effectivePodsDirectory() {
        return podsDirectory.orElse(DEFAULT_PODS_DIRECTORY);
    }

    /** A copy with this directory of pod volumes. */
    public PlatformRequirements withPodsDirectory(String directory) {
        return new PlatformRequirements(
                Optional.of(directory), privilegedAgent, namespaceAnnotations, patches, manualSteps);
    }

    /** A copy with a privileged agent. */
    public PlatformRequirements withPrivilegedAgent() {
        return new PlatformRequirements(podsDirectory, true, namespaceAnnotations, patches, manualSteps);
    }

    /** A copy with one more annotation of the namespace. */
    public PlatformRequirements withNamespaceAnnotation(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(namespaceAnnotations);
        more.put(key, value);
        return new PlatformRequirements(podsDirectory, privilegedAgent, more, patches, manualSteps);
    }

    /** A copy with one more patch. */
    public PlatformRequirements withPatch(ResourcePatch patch) {
        List<ResourcePatch> more = new ArrayList<>(patches);
        more.add(patch);
        return new PlatformRequirements(podsDirectory, privilegedAgent, namespaceAnnotations, more, manualSteps);
    }

    /** A copy with one more manual step. */
    public PlatformRequirements withManualStep(String step) {
        List<String> more = new ArrayList<>(manualSteps);
        more.add(step);
        return new PlatformRequirements(podsDirectory, privilegedAgent, namespaceAnnotations, patches, more);
    }
}
