package io.goleta.plugins.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;
import org.pf4j.Extension;

/** Kubernetes without requirements. Never detected: it applies when no other platform is, or when the user names it. */
@Extension
public final class Vanilla implements PlatformProfile {
    @Override
    public String name() {
        return "velero.io/vanilla";
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
        return Optional.empty();
    }

    @Override
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        return PlatformRequirements.NONE;
    }
}
