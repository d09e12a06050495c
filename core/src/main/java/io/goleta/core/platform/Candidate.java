package io.goleta.core.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import io.goleta.spi.platform.PlatformRequirements;
import java.util.Comparator;
import java.util.Optional;

/**
 * A profile that matches the cluster, was named by the user, or both.
 *
 * @param named by the user
 * @param requirements read at once, so that a profile that has none to give is left out like one that cannot detect
 */
record Candidate(
        PlatformProfile profile, boolean named, Optional<Detection> detection, PlatformRequirements requirements) {
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparing((Candidate one) -> !one.named())
            .thenComparing(one -> -one.confidence())
            .thenComparing(Candidate::title);

    static Optional<Candidate> of(PlatformProfile profile, boolean named, ClusterFacts facts, String namespace) {
        Optional<Detection> detection = profile.detect(facts);
        return named || detection.isPresent()
                ? Optional.of(new Candidate(profile, named, detection, profile.requirements(facts, namespace)))
                : Optional.empty();
    }

    String title() {
        return PlatformProfiles.shortName(profile);
    }

    int confidence() {
        return detection.map(found -> found.confidence().ordinal()).orElse(-1);
    }

    String evidence() {
        return detection.map(Detection::evidence).orElse("not detected");
    }
}
