package io.goleta.cli.platform;

import io.goleta.cli.session.Session;
import io.goleta.core.platform.ClusterFactsReader;
import io.goleta.core.platform.Platform;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ClusterFacts;
import java.util.ArrayList;
import java.util.List;

/** Detects the platform to install for, or takes the one that the user named. */
public final class PlatformFinder {
    private final Session session;
    private final ProfileOptions options;
    private final List<String> remarks = new ArrayList<>();

    public PlatformFinder(Session session, ProfileOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * The platform of the session's cluster, which is not queried when there are no profiles.
     *
     * @param names as the user wrote them
     * @throws GoletaException USER for invalid names, CLUSTER when the API server cannot be reached
     */
    public Platform platform(List<String> names) {
        try (ProfileHost host = ProfileHost.load(session.environment(), options)) {
            PlatformProfiles profiles = host.profiles();
            return choose(profiles, names, profiles.all().isEmpty() ? ClusterFacts.UNKNOWN : facts());
        }
    }

    /** The same for a dry run: the cluster is queried only when no platform is named, and may be unreachable. */
    public Platform platformOffline(List<String> names) {
        try (ProfileHost host = ProfileHost.load(session.environment(), options)) {
            PlatformProfiles profiles = host.profiles();
            boolean named = !names.stream().allMatch(PlatformProfiles.AUTO::equals);
            return choose(profiles, names, named || profiles.all().isEmpty() ? ClusterFacts.UNKNOWN : factsIfAny());
        }
    }

    private Platform choose(PlatformProfiles profiles, List<String> names, ClusterFacts facts) {
        Platform platform = profiles.choose(names, facts, session.namespace());
        List<String> reasons = new ArrayList<>(remarks);
        reasons.addAll(platform.reasons());
        return new Platform(platform.names(), reasons, platform.requirements());
    }

    private ClusterFacts factsIfAny() {
        try {
            return facts();
        } catch (GoletaException e) {
            remarks.add("Cannot detect the platform, name it with --platform: " + e.getMessage());
            return ClusterFacts.UNKNOWN;
        }
    }

    private ClusterFacts facts() {
        ClusterFactsReader reader = new ClusterFactsReader(session.cluster());
        ClusterFacts facts = reader.read();
        reader.gaps().forEach(gap -> remarks.add("Detecting the platform with incomplete facts: " + gap));
        return facts;
    }
}
