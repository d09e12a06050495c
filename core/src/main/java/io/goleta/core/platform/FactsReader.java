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

/** Asks a cluster what profiles want to know. */
public final class FactsReader {
    private static final GroupResource NODES = new GroupResource("", "nodes");
    private static final GroupResource STORAGE_CLASSES = new GroupResource("storage.k8s.io", "storageclasses");

    private final Cluster cluster;
    private final List<String> gaps = new ArrayList<>();

    public FactsReader(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The facts. What the caller's account may not read is left out and named in {@link #gaps()}.
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

    /** What could not be read, and why. */
    public List<String> gaps() {
        return List.copyOf(gaps);
    }

    /** A group whose server is down says as much about the platform as one that answers. */
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
