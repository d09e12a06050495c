package io.goleta.cli.session;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.run.ExponentialBackoff;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A connection to the API server for one command: a person waits, so it gives up soon. */
final class ClusterConnection implements AutoCloseable {
    private final KubernetesClient client;
    private final Cluster cluster;

    private ClusterConnection(KubernetesClient client) {
        this.client = client;
        this.cluster = Fabric8Cluster.connect(client, ExponentialBackoff.INTERACTIVE);
    }

    static ClusterConnection open(@Nullable Path kubeconfig, @Nullable String context) {
        return new ClusterConnection(Kubeconfig.client(kubeconfig, context, "velero"));
    }

    Cluster cluster() {
        return cluster;
    }

    ServiceProxy serviceProxy(String namespace) {
        return new ServiceProxy(client, namespace);
    }

    @Override
    public void close() {
        client.close();
    }
}
