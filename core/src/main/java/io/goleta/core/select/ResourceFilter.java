package io.goleta.core.select;

import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.GroupResource;
import java.util.Collection;
import java.util.List;

/**
 * Included and excluded resources. Users write kinds, short names, singulars and plurals, with or without a group; an entry
 * unknown to the API server is kept, so that it matches nothing rather than everything. Immutable.
 */
public final class ResourceFilter {
    private final IncludesExcludes names;

    private ResourceFilter(IncludesExcludes names) {
        this.names = names;
    }

    /** Resolves the lists of a user with discovery. */
    public static ResourceFilter of(List<String> includes, List<String> excludes, Discovery discovery) {
        return new ResourceFilter(new IncludesExcludes(includes, excludes)
                .map(item -> discovery
                        .resolve(item)
                        .map(resource -> resource.id().toString())
                        .orElse(item)));
    }

    /** Whether the resource is included. */
    public boolean includes(GroupResource resource) {
        return names.includes(resource.toString());
    }

    /** Whether the resource is excluded, rather than only not included. */
    public boolean excludes(GroupResource resource) {
        return names.isExcluded(resource.toString());
    }

    /** Whether every resource is included. */
    public boolean includesEverything() {
        return names.includesEverything();
    }

    /** The items that include none of these resources: probably misspelt. */
    public List<String> includesWithoutMatch(Collection<GroupResource> resources) {
        return withoutMatch(names.includes(), resources);
    }

    /** The items that exclude none of these resources: probably misspelt. */
    public List<String> excludesWithoutMatch(Collection<GroupResource> resources) {
        return withoutMatch(names.excludes(), resources);
    }

    private static List<String> withoutMatch(List<String> items, Collection<GroupResource> resources) {
        return items.stream()
                .filter(item -> {
                    IncludesExcludes only = new IncludesExcludes(List.of(item), List.of());
                    return resources.stream().noneMatch(resource -> only.includes(resource.toString()));
                })
                .toList();
    }

    /** The resolved lists. */
    public IncludesExcludes names() {
        return names;
    }
}
