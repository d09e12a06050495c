package io.goleta.core.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Optional;

/** A profile that always says the same. */
record FakeProfile(String name, boolean isAddition, Optional<Detection> recognition, PlatformRequirements needs)
        implements PlatformProfile {

    static FakeProfile silent(String name) {
        return new FakeProfile(
                name,
                false,
                Optional.empty(),
                PlatformRequirements.NONE.withPodsFolder("/" + name.replace('/', '-') + "/pods"));
    }

    FakeProfile that(Detection seen) {
        return new FakeProfile(name, isAddition, Optional.of(seen), needs);
    }

    FakeProfile thatAdds(PlatformRequirements more) {
        return new FakeProfile(name, true, recognition, more);
    }

    @Override
    public Optional<Detection> recognise(ClusterFacts facts) {
        return recognition;
    }

    @Override
    public PlatformRequirements needs(ClusterFacts facts, String namespace) {
        return needs;
    }
}
