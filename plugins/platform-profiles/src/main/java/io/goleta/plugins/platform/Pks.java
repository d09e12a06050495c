package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/** Enterprise PKS, later Tanzu Kubernetes Grid Integrated. Its machines, made by BOSH, keep all data in /var/vcap/data. */
@Extension
public final class Pks implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/pks";
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
        Nodes nodes = Nodes.of(facts);
        return nodes.that("carries labels of pks-system", "carry labels of pks-system", Nodes.labelled("pks-system/"))
                .map(Detection::certain)
                .or(() -> nodes.that("carries labels of BOSH", "carry labels of BOSH", Nodes.labelled("bosh."))
                        .map(Detection::likely));
    }

    @Override
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE
                .withPodsDirectory("/var/vcap/data/kubelet/pods")
                .withManualStep(
                        "Enable the \"Allow Privileged\" option in your plan configuration, so that the agents can mount"
                                + " the hostPath.");
    }
}
