package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/** Enterprise PKS, later Tanzu Kubernetes Grid Integrated. BOSH, which makes its machines, keeps all data in one place. */
@Extension
public final class Pks implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/pks";
    }

    @Override
    public Optional<Detection> recognise(ClusterFacts facts) {
        Nodes nodes = Nodes.of(facts);
        return nodes.that("carries labels of pks-system", "carry labels of pks-system", Nodes.labelled("pks-system/"))
                .map(Detection::certain)
                .or(() -> nodes.that("carries labels of BOSH", "carry labels of BOSH", Nodes.labelled("bosh."))
                        .map(Detection::likely));
    }

    @Override
    public PlatformRequirements needs(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE
                .withPodsFolder("/var/vcap/data/kubelet/pods")
                .withAdvice(
                        "Enable the \"Allow Privileged\" option in your plan configuration, so that the agents are able to"
                                + " mount the hostPath.");
    }
}
