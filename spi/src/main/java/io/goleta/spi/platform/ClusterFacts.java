package io.goleta.spi.platform;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Set;

/**
 * Facts about a cluster that platforms are detected by. Objects that could not be read are absent.
 *
 * @param kubernetesVersion {@code v1.20.2}; empty when unknown
 * @param apiGroups without versions and without the core group; includes groups of unavailable aggregated API servers
 * @param nodes all nodes that the caller may read
 */
public record ClusterFacts(
        String kubernetesVersion,
        Set<String> apiGroups,
        List<KubernetesObject> nodes,
        List<KubernetesObject> storageClasses) {

    /** No facts at all: the cluster was not queried. */
    public static final ClusterFacts UNKNOWN = new ClusterFacts("", Set.of(), List.of(), List.of());

    public ClusterFacts {
        apiGroups = Set.copyOf(apiGroups);
        nodes = List.copyOf(nodes);
        storageClasses = List.copyOf(storageClasses);
    }
}
