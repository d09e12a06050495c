package io.goleta.core.platform;

import io.goleta.spi.platform.PlatformRequirements;
import java.util.List;

/**
 * The platform of a cluster.
 *
 * @param names the platform's profile, then the add-ons, as users write them
 * @param reasons one sentence for each chosen or rejected profile
 * @param requirements the requirements of all of them, merged
 */
public record Platform(List<String> names, List<String> reasons, PlatformRequirements requirements) {
    public Platform {
        names = List.copyOf(names);
        reasons = List.copyOf(reasons);
    }

    /** All names: {@code openshift, azure-files}. */
    public String title() {
        return String.join(", ", names);
    }
}
