package io.goleta.cli.install;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ObjectChange;

/** Changes objects that are not Goleta's own, because the user asked for it. */
final class PlatformChanges {
    private final Cluster cluster;
    private final Progress progress;

    PlatformChanges(Cluster cluster, Progress progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    void make(ObjectChange change) {
        ApiResource resource = cluster.discovery()
                .find(change.target().resource())
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER,
                        "The API server does not know " + change.target().resource() + ", so " + change.target()
                                + " cannot be changed"));
        cluster.mergePatch(
                resource, change.target().namespace(), change.target().name(), change.mergePatch());
        progress.say(resource.kind() + "/" + change.target().name() + ": patched");
    }
}
