package io.goleta.sandbox;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import java.nio.file.Path;

/** A kube-apiserver with its etcd, started from binaries on this machine. */
final class RealApiServer implements AutoCloseable {

    private final KubeAPIServer server;

    private RealApiServer(KubeAPIServer server) {
        this.server = server;
    }

    static RealApiServer start(Path assets) {
        KubeAPIServer server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(assets.toString())
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .build());
        server.start();
        return new RealApiServer(server);
    }

    String kubeconfig() {
        return server.getKubeConfigYaml();
    }

    @Override
    public void close() {
        server.stop();
    }
}
