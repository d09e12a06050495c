package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * RancherOS, and CoreOS under RKE: the default directories are read-only there, so RKE uses {@code /opt/rke}. On other operating
 * systems RKE uses the default directories.
 */
@Extension
public final class RancherOs implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/rancheros";
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
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
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE.withPodsDirectory("/opt/rke/var/lib/kubelet/pods");
    }
}
