package io.goleta.core.platform;

import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.platform.ClusterFacts;
import io.goleta.spi.platform.PlatformProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The available platform profiles, and the choice among them. */
public final class PlatformProfiles {
    /** The name that stands for detection. */
    public static final String AUTO = "auto";

    private static final String OUR_DOMAIN = "velero.io/";

    private final Map<String, PlatformProfile> byName = new LinkedHashMap<>();

    public PlatformProfiles(Collection<PlatformProfile> profiles) {
        profiles.stream()
                .sorted(Comparator.comparing(PlatformProfiles::shortName))
                .forEach(profile -> byName.put(shortName(profile), profile));
    }

    /** A profile's name as users write it: without the domain {@code velero.io/}. */
    public static String shortName(PlatformProfile profile) {
        return profile.name().startsWith(OUR_DOMAIN) ? profile.name().substring(OUR_DOMAIN.length()) : profile.name();
    }

    /** All profiles, ordered by name. */
    public List<PlatformProfile> all() {
        return List.copyOf(byName.values());
    }

    /** The detected platform; {@code vanilla} when no profile matches. */
    public Platform detect(ClusterFacts facts, String namespace) {
        return choose(List.of(), facts, namespace);
    }

    /**
     * The platform that the user named, plus detected add-ons. If the user named only add-ons, the platform is detected.
     *
     * @param names with or without {@code velero.io/}; {@link #AUTO} is ignored
     * @throws GoletaException USER for an unknown name, with a list of the known ones, and for more than one platform
     */
    public Platform choose(Collection<String> names, ClusterFacts facts, String namespace) {
        Set<PlatformProfile> named = new LinkedHashSet<>();
        names.stream().filter(name -> !name.equals(AUTO)).map(this::named).forEach(named::add);
        List<Candidate> platforms = new ArrayList<>();
        List<Candidate> addOns = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (PlatformProfile profile : all()) {
            try {
                Candidate.of(profile, named.contains(profile), facts, namespace)
                        .ifPresent((profile.isAddOn() ? addOns : platforms)::add);
            } catch (GoletaException e) {
                if (named.contains(profile)) {
                    throw e;
                }
                errors.add("Profile " + shortName(profile) + " was skipped: " + e.getMessage());
            }
        }
        refuseSeveral(platforms);
        platforms.sort(Candidate.BEST_FIRST);
        return new PlatformDecision(platforms, addOns, errors).platform();
    }

    private PlatformProfile named(String name) {
        String shortName = name.startsWith(OUR_DOMAIN) ? name.substring(OUR_DOMAIN.length()) : name;
        PlatformProfile profile = byName.get(shortName);
        if (profile == null) {
            throw new GoletaException(
                    Fault.USER,
                    "unknown platform profile " + name + "; "
                            + (byName.isEmpty()
                                    ? "no plugin provides platform profiles"
                                    : "valid names are " + AUTO + ", " + String.join(", ", byName.keySet())));
        }
        return profile;
    }

    private static void refuseSeveral(List<Candidate> platforms) {
        List<Candidate> named = platforms.stream().filter(Candidate::named).toList();
        if (named.size() > 1) {
            throw new GoletaException(
                    Fault.USER,
                    named.stream().map(Candidate::title).collect(Collectors.joining(" and "))
                            + " are alternatives; name only one of them");
        }
    }
}
