package io.goleta.server;

import io.goleta.core.api.Crds;
import java.util.List;

/**
 * The definitions without what they require and enumerate, as of another version. A cluster may hold objects that our own definitions
 * reject, and the server must bear them.
 */
public final class LooseDefinitions {
    private LooseDefinitions() {}

    /** As {@link Crds#all}. */
    public static List<String> all() {
        return Crds.all().stream()
                .map(yaml -> yaml.replaceAll("(?m)^ +(required|enum):\\n( +- .*\\n)+", ""))
                .toList();
    }
}
