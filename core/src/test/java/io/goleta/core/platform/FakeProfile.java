package io.goleta.core.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;

/** A profile that always says the same. */
record FakeProfile(String name, boolean isAddOn, Optional<Detection> detection, PlatformRequirements requirements)
        implements PlatformProfile {

    static FakeProfile silent(String name) {
        return new FakeProfile(
                name,
                false,
                Optional.empty(),
                PlatformRequirements.NONE.withPodsDirectory("/" + name.replace('/', '-') + "/pods"));
    }

    FakeProfile that(Detection seen) {
        return new FakeProfile(name, isAddOn, Optional.of(seen), requirements);
    }

    FakeProfile thatAdds(PlatformRequirements more) {
        return new FakeProfile(name, true, detection, more);
    }

    @Override
    public Optional<Detection> detect(ClusterFacts facts) {
        return detection;
    }

    @Override
    public PlatformRequirements requirements(ClusterFacts facts, String namespace) {
        return requirements;
    }
}
