package io.goleta.cli.install;

import java.util.Set;

/** What an image of {@code --plugins} is, by its name: the images of Velero's own plugins hold programs that Goleta cannot load. */
enum VeleroPluginImage {
    /** A plugin whose object store is part of Goleta. */
    BUILT_IN,
    /** A plugin of Velero that Goleta has no counterpart of. */
    UNUSABLE,
    /** Any other image. */
    OTHER;

    private static final String PREFIX = "velero-plugin-for-";
    private static final Set<String> PROVIDERS = Set.of("aws", "gcp", "microsoft-azure");

    static VeleroPluginImage of(String reference) {
        String path = reference.split("@", 2)[0];
        String name = path.substring(path.lastIndexOf('/') + 1).split(":", 2)[0];
        if (!name.startsWith(PREFIX)) {
            return OTHER;
        }
        return PROVIDERS.contains(name.substring(PREFIX.length())) ? BUILT_IN : UNUSABLE;
    }
}
