package io.goleta.core.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.run.ExponentialBackoff;

/** An open connection to the API server that belongs to its holder, who closes it after the last call. */
public final class ClusterConnection implements AutoCloseable {
    private final KubernetesClient client;
    private final Cluster cluster;

    ClusterConnection(KubernetesClient client, ExponentialBackoff requests) {
        this.client = client;
        this.cluster = Fabric8Cluster.connect(client, requests);
    }

    /** The window to what is behind the connection; of no use once that is closed. */
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        client.close();
    }
}
