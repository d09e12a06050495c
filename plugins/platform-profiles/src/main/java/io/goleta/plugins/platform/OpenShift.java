package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/** OpenShift from 4.1 on, and what descends from it. */
@Extension
public final class OpenShift implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/openshift";
    }

    @Override
    public Optional<Detection> recognise(ClusterFacts facts) {
        return OpenShiftCluster.isOne(facts) && !OpenShiftCluster.isBefore41(facts)
                ? Optional.of(Detection.certain(OpenShiftCluster.evidence(facts)))
                : Optional.empty();
    }

    @Override
    public PlatformRequirements needs(ClusterFacts facts, String namespace) {
        return OpenShiftCluster.needs(namespace);
    }
}
