package io.goleta.cli.platform;

import io.goleta.cli.session.Session;
import io.goleta.core.platform.FactsReader;
import io.goleta.core.platform.Platform;
import io.goleta.core.platform.Profiles;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ClusterFacts;
import java.util.ArrayList;
import java.util.List;

/** Finds out what to install for. */
public final class PlatformFinder {
    private final Session session;
    private final PlatformOptions options;
    private final List<String> remarks = new ArrayList<>();

    public PlatformFinder(Session session, PlatformOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * The platform of the session's cluster. Without any profile nobody is asked.
     *
     * @param names as the user wrote them
     * @throws GoletaException USER for names that make no sense, CLUSTER when the API server cannot be asked
     */
    public Platform platform(List<String> names) {
        try (ProfileHost host = ProfileHost.load(session.environment(), options)) {
            Profiles profiles = host.profiles();
            return choose(profiles, names, profiles.all().isEmpty() ? ClusterFacts.UNKNOWN : facts());
        }
    }

    /** The same for somebody who may have no cluster: it is asked only when no name is given, and need not answer. */
    public Platform platformOffline(List<String> names) {
        try (ProfileHost host = ProfileHost.load(session.environment(), options)) {
            Profiles profiles = host.profiles();
            boolean named = !names.stream().allMatch(Profiles.AUTO::equals);
            return choose(profiles, names, named || profiles.all().isEmpty() ? ClusterFacts.UNKNOWN : factsIfAny());
        }
    }

    private Platform choose(Profiles profiles, List<String> names, ClusterFacts facts) {
        Platform platform = profiles.choose(names, facts, session.namespace());
        List<String> reasons = new ArrayList<>(remarks);
        reasons.addAll(platform.reasons());
        return new Platform(platform.names(), reasons, platform.needs());
    }

    private ClusterFacts factsIfAny() {
        try {
            return facts();
        } catch (GoletaException e) {
            remarks.add("The cluster cannot be asked for its platform, --platform can name it: " + e.getMessage());
            return ClusterFacts.UNKNOWN;
        }
    }

    private ClusterFacts facts() {
        FactsReader reader = new FactsReader(session.cluster());
        ClusterFacts facts = reader.read();
        reader.gaps().forEach(gap -> remarks.add("Looking for the platform without all facts: " + gap));
        return facts;
    }
}
