package io.goleta.spi.platform;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Set;

/**
 * What a cluster tells about itself. What could not be read is missing here as if it did not exist.
 *
 * @param kubernetesVersion {@code v1.20.2}; empty when unknown
 * @param apiGroups without versions, the core group left out; those of aggregated API servers that are down are included
 * @param nodes all nodes, or those that the one who asks may read
 */
public record ClusterFacts(
        String kubernetesVersion,
        Set<String> apiGroups,
        List<KubernetesObject> nodes,
        List<KubernetesObject> storageClasses) {

    /** A cluster that nobody asked. */
    public static final ClusterFacts UNKNOWN = new ClusterFacts("", Set.of(), List.of(), List.of());

    public ClusterFacts {
        apiGroups = Set.copyOf(apiGroups);
        nodes = List.copyOf(nodes);
        storageClasses = List.copyOf(storageClasses);
    }
}
