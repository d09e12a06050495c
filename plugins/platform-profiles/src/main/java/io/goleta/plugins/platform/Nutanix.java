package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * Nutanix Kubernetes Engine, formerly Karbon. Velero's page gives its directory without {@code /pods}, which not even Velero's agent
 * accepts. Other clusters on machines of Nutanix use the default directory, so neither provider nor storage is evidence.
 */
@Extension
public final class Nutanix implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/nutanix";
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
        return Nodes.of(facts)
                .that(
                        "has a name that begins with karbon-",
                        "have names that begin with karbon-",
                        node -> node.name().startsWith("karbon-"))
                .map(Detection::likely);
    }

    @Override
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE.withPodsDirectory("/var/nutanix/var/lib/kubelet/pods");
    }
}
