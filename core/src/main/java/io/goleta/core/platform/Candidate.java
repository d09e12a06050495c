package io.goleta.core.platform;

import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.Detection;
import io.goleta.spi.platform.PlatformProfile;
import java.util.Comparator;
import java.util.Optional;

/**
 * A profile for which something speaks: the user, or the facts, or both.
 *
 * @param named by the user
 */
record Candidate(PlatformProfile profile, boolean named, Optional<Detection> recognition) {
    static final Comparator<Candidate> SUREST_FIRST = Comparator.comparing((Candidate one) -> !one.named())
            .thenComparing(one -> -one.sureness())
            .thenComparing(Candidate::title);

    static Optional<Candidate> of(PlatformProfile profile, boolean named, ClusterFacts facts) {
        Optional<Detection> recognition = profile.recognise(facts);
        return named || recognition.isPresent()
                ? Optional.of(new Candidate(profile, named, recognition))
                : Optional.empty();
    }

    String title() {
        return Profiles.shortName(profile);
    }

    int sureness() {
        return recognition.map(found -> found.sureness().ordinal()).orElse(-1);
    }

    String evidence() {
        return recognition.map(Detection::evidence).orElse("nothing speaks for it");
    }
}
