package io.goleta.spi.platform;

import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * A distribution of Kubernetes, or a kind of storage in it, that needs an installation of its own kind: another folder of the
 * kubelet, a privileged agent, an annotation, a step that only a person can take.
 *
 * <p>A profile is asked when somebody installs, and by a node agent that does not find the volumes of its pods. It has no state,
 * reads nothing but the facts it is given, and answers the same for the same facts. Thread-safe.
 *
 * <p>One platform holds for a cluster. Where several profiles recognise it, the surest has it, and of equally sure ones the first
 * by name; the user is told and can name another. Profiles that {@linkplain #isAddition() add} hold besides.
 */
public interface PlatformProfile extends ExtensionPoint {

    /** A domain, a slash, a name: {@code velero.io/openshift}. Users may leave out {@code velero.io/}. */
    String name();

    /** Whether the profile adds to whatever the platform is, as one for a kind of storage does. Then it names no pods folder. */
    default boolean isAddition() {
        return false;
    }

    /**
     * Whether the cluster is this platform. Only what speaks for it counts: a fact that is missing may just be unreadable for
     * whoever asks.
     *
     * @return empty when nothing speaks for it
     */
    Optional<Detection> recognise(ClusterFacts facts);

    /**
     * What the platform needs. Also asked when a user named the platform and nothing speaks for it, even with
     * {@link ClusterFacts#UNKNOWN}.
     *
     * @param namespace where Goleta runs or will run, for the advice
     */
    PlatformRequirements needs(ClusterFacts facts, String namespace);
}
