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

/** The profiles there are, and the choice among them. */
public final class Profiles {
    /** Lets the facts decide. */
    public static final String AUTO = "auto";

    private static final String OUR_DOMAIN = "velero.io/";

    private final Map<String, PlatformProfile> byName = new LinkedHashMap<>();

    public Profiles(Collection<PlatformProfile> profiles) {
        profiles.stream()
                .sorted(Comparator.comparing(Profiles::shortName))
                .forEach(profile -> byName.put(shortName(profile), profile));
    }

    /** A profile's name as users write it: without {@code velero.io/}. */
    public static String shortName(PlatformProfile profile) {
        return profile.name().startsWith(OUR_DOMAIN) ? profile.name().substring(OUR_DOMAIN.length()) : profile.name();
    }

    /** All, in the order of their names. */
    public List<PlatformProfile> all() {
        return List.copyOf(byName.values());
    }

    /** What the facts say; a usual installation where they say nothing. */
    public Platform recognise(ClusterFacts facts, String namespace) {
        return choose(List.of(), facts, namespace);
    }

    /**
     * What the user said, with the additions that the facts call for. Where the user named additions only, the facts say the
     * rest.
     *
     * @param names with or without {@code velero.io/}; {@link #AUTO} is passed over
     * @throws GoletaException USER for a name that no profile has, naming those that exist, and for two platforms
     */
    public Platform choose(Collection<String> names, ClusterFacts facts, String namespace) {
        Set<PlatformProfile> named = new LinkedHashSet<>();
        names.stream().filter(name -> !name.equals(AUTO)).map(this::named).forEach(named::add);
        List<Candidate> platforms = new ArrayList<>();
        List<Candidate> additions = new ArrayList<>();
        List<String> defects = new ArrayList<>();
        for (PlatformProfile profile : all()) {
            try {
                Candidate.of(profile, named.contains(profile), facts)
                        .ifPresent((profile.isAddition() ? additions : platforms)::add);
            } catch (GoletaException e) {
                defects.add("Profile " + shortName(profile) + " was passed over: " + e.getMessage());
            }
        }
        refuseSeveral(platforms);
        platforms.sort(Candidate.SUREST_FIRST);
        return new PlatformDecision(platforms, additions, defects).platform(facts, namespace);
    }

    private PlatformProfile named(String name) {
        String shortName = name.startsWith(OUR_DOMAIN) ? name.substring(OUR_DOMAIN.length()) : name;
        PlatformProfile profile = byName.get(shortName);
        if (profile == null) {
            throw new GoletaException(
                    Fault.USER,
                    "there is no platform profile " + name + "; "
                            + (byName.isEmpty()
                                    ? "no plugin offers any"
                                    : "there is " + AUTO + ", " + String.join(", ", byName.keySet())));
        }
        return profile;
    }

    private static void refuseSeveral(List<Candidate> platforms) {
        List<Candidate> named = platforms.stream().filter(Candidate::named).toList();
        if (named.size() > 1) {
            throw new GoletaException(
                    Fault.USER,
                    named.stream().map(Candidate::title).collect(Collectors.joining(" and "))
                            + " are platforms of their own; name one of them");
        }
    }
}
