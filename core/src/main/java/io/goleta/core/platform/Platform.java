package io.goleta.core.platform;

import io.goleta.spi.platform.PlatformRequirements;
import java.util.List;

/**
 * The platform of a cluster.
 *
 * @param names the profile that holds, then those that add to it, as users write them
 * @param reasons why, one sentence each, what else might be meant included
 * @param needs of all of them together
 */
public record Platform(List<String> names, List<String> reasons, PlatformRequirements needs) {
    public Platform {
        names = List.copyOf(names);
        reasons = List.copyOf(reasons);
    }

    /** All names: {@code openshift, azure-files}. */
    public String title() {
        return String.join(", ", names);
    }
}
