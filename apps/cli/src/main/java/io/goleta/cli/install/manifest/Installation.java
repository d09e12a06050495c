package io.goleta.cli.install.manifest;

import java.util.List;
import java.util.Optional;

/**
 * All that the objects of an installation depend on.
 *
 * @param image of the server, the agents and the restore helper
 * @param features feature flags, passed on as they are
 * @param agent empty for an installation without volume backups
 */
public record Installation(
        String namespace,
        String image,
        List<String> features,
        PodSettings pods,
        ServerSettings server,
        Optional<AgentSettings> agent,
        StorageSettings storage) {

    private static final String USUAL_NAMESPACE = "velero";

    public Installation {
        features = List.copyOf(features);
    }

    /** An installation's name for a cluster-scoped object; installations in several namespaces must not share one. */
    public static String clusterWide(String name, String namespace) {
        return namespace.equals(USUAL_NAMESPACE) ? name : name + "-" + namespace;
    }

    String clusterWide(String name) {
        return clusterWide(name, namespace);
    }
}
