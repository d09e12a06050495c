package io.goleta.cli.install.manifest;

import io.goleta.spi.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that determines the objects of an installation.
 *
 * @param image of the server, the agents and the restore helper
 * @param features feature flags, passed on unchanged
 * @param agent empty for an installation without node agents
 */
public record Installation(
        String namespace,
        String image,
        List<String> features,
        Pods pods,
        RunAs runAs,
        Server server,
        Optional<Agent> agent,
        Storage storage) {
    /** On every installed object; {@code velero uninstall} finds the custom resource definitions by it. */
    public static final Map<String, String> LABELS = Map.of("component", "velero");

    private static final String DEFAULT_NAMESPACE = "velero";

    public Installation {
        features = List.copyOf(features);
    }

    /** The name of a cluster-scoped object; installations in different namespaces must not share one. */
    public static String clusterWide(String name, String namespace) {
        return namespace.equals(DEFAULT_NAMESPACE) ? name : name + "-" + namespace;
    }

    String clusterWide(String name) {
        return clusterWide(name, namespace);
    }

    /**
     * What the administrator adds to all pods.
     *
     * @param plugins images that copy plugins to {@code /target}
     */
    public record Pods(
            Map<String, String> labels,
            Map<String, String> annotations,
            Map<String, String> accountAnnotations,
            List<String> plugins) {
        public Pods {
            plugins = List.copyOf(plugins);
        }

        /** These labels and the one that a selector needs, which takes precedence. */
        Map<String, String> labelsWith(String selector, String value) {
            Map<String, String> all = new LinkedHashMap<>(LABELS);
            all.putAll(labels);
            all.put(selector, value);
            return all;
        }
    }

    /**
     * What pods of server and agents run as.
     *
     * @param serviceAccount an existing account for both; empty for accounts that are part of the installation
     */
    public record RunAs(
            Optional<String> serviceAccount,
            Optional<String> serverPriorityClass,
            Optional<String> agentPriorityClass) {
        /** Own accounts and the cluster's default priority. */
        public static final RunAs DEFAULT = new RunAs(Optional.empty(), Optional.empty(), Optional.empty());
    }

    String serverAccount() {
        return runAs.serviceAccount().orElse(ServiceAccounts.SERVER);
    }

    String agentAccount() {
        return runAs.serviceAccount().orElse(ServiceAccounts.AGENT);
    }

    /**
     * The server.
     *
     * @param replicas one is the leader, the others stand by
     * @param pruneFrequency empty for the server's default
     * @param garbageCollectionFrequency empty for the server's default
     * @param podVolumeTimeout empty for the server's default
     */
    public record Server(
            int replicas,
            PodResources resources,
            boolean defaultVolumesToFsBackup,
            boolean restoreOnly,
            Optional<Duration> pruneFrequency,
            RepositoryChecks checks,
            Optional<Duration> garbageCollectionFrequency,
            Optional<Duration> podVolumeTimeout) {}

    /**
     * How the server verifies repositories.
     *
     * @param frequency empty for the server's default, zero for never
     * @param readDataPercent the share of the data to read, 0 to 100
     */
    public record RepositoryChecks(Optional<Duration> frequency, int readDataPercent) {
        /** The server's defaults. */
        public static final RepositoryChecks DEFAULT = new RepositoryChecks(Optional.empty(), 0);
    }

    /**
     * The node agents.
     *
     * @param podsDirectory the kubelet's directory of pod volumes on the node
     * @param privileged some platforms let only privileged containers read other pods' volumes
     * @param toleratesAllTaints whether to run on tainted nodes as well
     * @param namespaceAnnotations without which some platforms keep the agents off nodes
     * @param hostPaths directories in which hostPath volumes may be backed up
     */
    public record Agent(
            PodResources resources,
            String podsDirectory,
            boolean privileged,
            boolean toleratesAllTaints,
            Map<String, String> namespaceAnnotations,
            List<AllowedHostPath> hostPaths) {}

    /**
     * A directory of the nodes that is mounted into the agents.
     *
     * @param writable whether hostPath volumes in it may be restored, and not only backed up
     */
    public record AllowedHostPath(String path, boolean writable) {}

    /**
     * Where backups are stored.
     *
     * @param credentials the credentials file of the object store
     * @param bucketVolume the volume with the buckets of a filesystem store
     */
    public record Storage(
            Optional<Secret> credentials, Optional<BackupLocation> backups, Optional<BucketVolume> bucketVolume) {}

    /**
     * The default backup storage location.
     *
     * @param certificates CA certificates, PEM in base64; empty for the CAs of the system
     */
    public record BackupLocation(
            String provider, String bucket, String prefix, Map<String, String> config, String certificates) {}
}
