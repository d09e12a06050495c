package io.goleta.core.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformNeeds;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.Recognition;
import java.util.Optional;

/** A profile that always says the same. */
record FakeProfile(String name, boolean isAddition, Optional<Recognition> recognition, PlatformNeeds needs)
        implements PlatformProfile {

    static FakeProfile silent(String name) {
        return new FakeProfile(
                name,
                false,
                Optional.empty(),
                PlatformNeeds.NONE.withPodsFolder("/" + name.replace('/', '-') + "/pods"));
    }

    FakeProfile that(Recognition seen) {
        return new FakeProfile(name, isAddition, Optional.of(seen), needs);
    }

    FakeProfile thatAdds(PlatformNeeds more) {
        return new FakeProfile(name, true, recognition, more);
    }

    @Override
    public Optional<Recognition> recognise(ClusterFacts facts) {
        return recognition;
    }

    @Override
    public PlatformNeeds needs(ClusterFacts facts, String namespace) {
        return needs;
    }
}
