package io.goleta.spi.platform;

import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * A Kubernetes distribution, or a kind of storage, with its own installation requirements: the kubelet's root directory, a
 * privileged node agent, an annotation of the namespace, a manual step.
 *
 * <p>Profiles are consulted by {@code velero install} and by a node agent that does not find the volumes of its pods. A profile
 * is stateless, reads nothing but the given facts, and returns the same result for the same facts. Thread-safe.
 *
 * <p>Exactly one platform applies to a cluster. If several profiles match, the one with the highest confidence applies, and among
 * equals the first by name; the user is told and can choose a different one. {@linkplain #isAddOn() Add-ons} apply in addition.
 */
public interface PlatformProfile extends ExtensionPoint {

    /** A domain, a slash, a name: {@code velero.io/openshift}. Users may omit {@code velero.io/}. */
    String name();

    /** Whether the profile applies in addition to any platform. Then its requirements must not set a pods directory. */
    default boolean isAddOn() {
        return false;
    }

    /**
     * Whether the cluster is this platform. Only positive evidence counts: absent facts may just be unreadable for the caller.
     *
     * @return empty when there is no evidence
     */
    Optional<Detection> detect(ClusterFacts facts);

    /**
     * The requirements of the platform. Must also work when the user chose the platform without any evidence for it, and with
     * {@link ClusterFacts#UNKNOWN}.
     *
     * @param namespace the namespace of the installation, for the text of manual steps
     */
    PlatformRequirements requirements(ClusterFacts facts, String namespace);
}
