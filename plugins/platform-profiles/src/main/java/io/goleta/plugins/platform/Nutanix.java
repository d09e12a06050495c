package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * Nutanix Kubernetes Engine, once called Karbon. Velero's page gives its folder without {@code /pods}, which Velero's agent itself
 * would not take. Other clusters on machines of Nutanix use the usual folder, so neither provider nor storage speaks for it.
 */
@Extension
public final class Nutanix implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/nutanix";
    }

    @Override
    public Optional<Detection> recognise(ClusterFacts facts) {
        return Nodes.of(facts)
                .that(
                        "has a name that begins with karbon-",
                        "have names that begin with karbon-",
                        node -> node.name().startsWith("karbon-"))
                .map(Detection::likely);
    }

    @Override
    public PlatformRequirements needs(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE.withPodsFolder("/var/nutanix/var/lib/kubelet/pods");
    }
}
