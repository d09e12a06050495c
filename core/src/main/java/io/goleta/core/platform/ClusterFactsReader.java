package io.goleta.core.platform;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.platform.ClusterFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from a cluster the facts that platform profiles are matched against. */
public final class ClusterFactsReader {
    private static final GroupResource NODES = new GroupResource("", "nodes");
    private static final GroupResource STORAGE_CLASSES = new GroupResource("storage.k8s.io", "storageclasses");

    private final Cluster cluster;
    private final List<String> gaps = new ArrayList<>();

    public ClusterFactsReader(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The facts. Resources that the caller may not read are left out and listed in {@link #gaps()}.
     *
     * @throws io.goleta.spi.error.GoletaException CLUSTER when the API server cannot be reached
     */
    public ClusterFacts read() {
        Discovery discovery = cluster.discovery();
        return new ClusterFacts(
                cluster.version().gitVersion(),
                groups(discovery),
                readable(discovery, NODES),
                readable(discovery, STORAGE_CLASSES));
    }

    /** The resources that could not be read, with the reason. */
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    /** Includes groups whose aggregated API server is unavailable: their registration identifies the platform as well. */
    private static Set<String> groups(Discovery discovery) {
        return Stream.concat(
                        discovery.resources().stream().map(ApiResource::id).map(GroupResource::group),
                        discovery.failures().keySet().stream()
                                .filter(version -> version.contains("/"))
                                .map(version -> version.substring(0, version.indexOf('/'))))
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<KubernetesObject> readable(Discovery discovery, GroupResource resource) {
        if (discovery.find(resource).isEmpty()) {
            return List.of();
        }
        try {
            return cluster.list(resource, null, "");
        } catch (ApiException e) {
            gaps.add(resource + " cannot be read: " + e.getMessage());
            return List.of();
        }
    }
}
