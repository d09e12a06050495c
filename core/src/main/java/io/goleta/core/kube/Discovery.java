package io.goleta.core.kube;

import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the API server offers.
 *
 * @param resources one entry per group and resource, without sub-resources, in the API server's order
 * @param failures group versions that could not be asked (a broken aggregated API), with the reason
 */
public record Discovery(List<ApiResource> resources, Map<String, String> failures) {

    public Discovery {
        resources = List.copyOf(resources);
        failures = Map.copyOf(failures);
    }

    /** The resource of this group and plural name. */
    public Optional<ApiResource> find(GroupResource id) {
        return resources.stream().filter(resource -> resource.id().equals(id)).findFirst();
    }

    /** Whether a version of the group could not be asked, so that a resource that is not found may exist. */
    public boolean isIncomplete(String group) {
        return failures.keySet().stream().anyMatch(version -> version.startsWith(group + "/"));
    }

    /** The resource of this {@code apiVersion} and kind, whatever the version preferred. */
    public Optional<ApiResource> find(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return resources.stream()
                .filter(resource ->
                        resource.kind().equals(kind) && resource.id().group().equals(group))
                .findFirst();
    }

    /**
     * The resource a user means: plural, singular, short name or kind, alone or with its group
     * ({@code deploy}, {@code deployments.apps}, {@code Deployment}). Without a group the first match in the API server's
     * order wins, as with kubectl.
     */
    public Optional<ApiResource> resolve(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Optional<ApiResource> exact = find(GroupResource.parse(lower));
        if (exact.isPresent()) {
            return exact;
        }
        GroupResource asked = GroupResource.parse(lower);
        return resources.stream()
                .filter(resource -> asked.group().isEmpty()
                        || resource.id().group().equals(asked.group())
                        || resource.id().group().startsWith(asked.group() + "."))
                .filter(resource -> isCalled(resource, asked.resource()))
                .findFirst();
    }

    private static boolean isCalled(ApiResource resource, String name) {
        return resource.id().resource().equals(name)
                || resource.singular().equals(name)
                || resource.kind().toLowerCase(Locale.ROOT).equals(name)
                || resource.shortNames().contains(name);
    }
}
