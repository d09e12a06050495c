package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/** Kubernetes as it comes. Nothing speaks for it; it is what remains, or what a user insists on. */
@Extension
public final class Vanilla implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/vanilla";
    }

    @Override
    public Optional<Detection> recognise(ClusterFacts facts) {
        return Optional.empty();
    }

    @Override
    public PlatformRequirements needs(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE;
    }
}
