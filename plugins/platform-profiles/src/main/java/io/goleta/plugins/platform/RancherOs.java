package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * RancherOS, and CoreOS where RKE put Kubernetes on it: neither lets anybody write to the usual folders, so RKE keeps everything in
 * {@code /opt/rke}. On other systems RKE uses the usual folders.
 */
@Extension
public final class RancherOs implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/rancheros";
    }

    @Override
    public Optional<Detection> recognise(ClusterFacts facts) {
        Nodes nodes = Nodes.of(facts);
        return nodes.that("runs RancherOS", "run RancherOS", Nodes.osImage("RancherOS"))
                .map(Detection::certain)
                .or(() -> nodes.that(
                                "runs CoreOS under RKE",
                                "run CoreOS under RKE",
                                Nodes.osImage("CoreOS").and(Nodes.annotated("rke.cattle.io/")))
                        .map(Detection::likely));
    }

    @Override
    public PlatformRequirements needs(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE.withPodsFolder("/opt/rke/var/lib/kubelet/pods");
    }
}
