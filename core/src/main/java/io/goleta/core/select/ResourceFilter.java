package io.goleta.core.select;

import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.GroupResource;
import java.util.List;

/**
 * Which resources to take. Users write kinds, short names, singulars and plurals, alone or with a group; an entry that the
 * API server does not know stays as it is, so that it matches nothing rather than everything. Immutable.
 */
public final class ResourceFilter {
    private final IncludesExcludes names;

    private ResourceFilter(IncludesExcludes names) {
        this.names = names;
    }

    /** The lists as users wrote them, understood with what the API server offers. */
    public static ResourceFilter of(List<String> includes, List<String> excludes, Discovery discovery) {
        return new ResourceFilter(new IncludesExcludes(includes, excludes)
                .map(item -> discovery
                        .resolve(item)
                        .map(resource -> resource.id().toString())
                        .orElse(item)));
    }

    /** Whether the resource is taken. */
    public boolean includes(GroupResource resource) {
        return names.includes(resource.toString());
    }

    /** Whether no resource whatsoever is left out. */
    public boolean includesEverything() {
        return names.includesEverything();
    }

    /** The resolved lists. */
    public IncludesExcludes names() {
        return names;
    }
}
