package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/** MicroK8s, which is installed as a snap with its own data directory. */
@Extension
public final class MicroK8s implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/microk8s";
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
        return Nodes.of(facts)
                .that("carries labels of microk8s.io", "carry labels of microk8s.io", Nodes.labelled("microk8s.io/"))
                .map(Detection::certain);
    }

    @Override
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE.withPodsDirectory("/var/snap/microk8s/common/var/lib/kubelet/pods");
    }
}
