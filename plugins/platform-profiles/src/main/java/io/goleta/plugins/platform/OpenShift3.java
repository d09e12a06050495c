package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/** OpenShift before 4.1, with a different kubelet root directory. */
@Extension
public final class OpenShift3 implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/openshift3";
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
        return OpenShiftCluster.isOpenShift(facts) && OpenShiftCluster.isBefore41(facts)
                ? Optional.of(Detection.certain(OpenShiftCluster.evidence(facts)))
                : Optional.empty();
    }

    @Override
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        return OpenShiftCluster.requirements(namespace)
                .withPodsDirectory("/var/lib/origin/openshift.local.volumes/pods");
    }
}
