package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.spi.ClusterReader;

/** The connection to the API server. */
final class ClusterModule extends AbstractModule {
    private final int pageSize;

    ClusterModule(int pageSize) {
        this.pageSize = pageSize;
    }

    @Override
    protected void configure() {
        bind(ClusterReader.class).to(Cluster.class);
    }

    @Provides
    @Singleton
    KubernetesClient client(CommonOptions options) {
        return Kubeconfig.client(options.kubeconfig, options.kubecontext, "goleta");
    }

    @Provides
    @Singleton
    Cluster cluster(KubernetesClient client) {
        return Fabric8Cluster.connect(client, pageSize);
    }
}
