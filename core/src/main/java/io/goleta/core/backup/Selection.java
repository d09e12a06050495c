package io.goleta.core.backup;

import io.goleta.core.api.BackupSpec;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.ResourceId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one backup takes up: its filters, resolved against what the API server offers. Pure. */
final class Selection {
    static final ResourceId NAMESPACES = new ResourceId("", "namespaces");

    private final Discovery discovery;
    private final NameFilter namespaces;
    private final NameFilter resources;
    private final @Nullable Boolean includeClusterResources;
    private final Map<ResourceId, List<String>> order = new HashMap<>();

    private Selection(BackupSpec spec, Discovery discovery) {
        this.discovery = discovery;
        this.namespaces = new NameFilter(spec.includedNamespaces(), spec.excludedNamespaces());
        this.resources = new NameFilter(resolved(spec.includedResources()), resolved(spec.excludedResources()));
        this.includeClusterResources = spec.includeClusterResources();
        spec.orderedResources()
                .forEach((resource, names) ->
                        discovery.resolve(resource).ifPresent(found -> order.put(found.id(), split(names))));
    }

    static Selection of(BackupSpec spec, Discovery discovery) {
        return new Selection(spec, discovery);
    }

    Discovery discovery() {
        return discovery;
    }

    NameFilter namespaces() {
        return namespaces;
    }

    /** One list request for each; a single empty one where labels do not matter. */
    List<String> labelSelectors() {
        return List.of("");
    }

    /** Whether an object that was read by its name would have been listed. */
    boolean matchesLabels(KubernetesObject object) {
        return true;
    }

    /** Names in the order in which to back them up, {@code namespace/name} or {@code name}; empty for most resources. */
    List<String> orderOf(ApiResource resource) {
        return order.getOrDefault(resource.id(), List.of());
    }

    /** Whether the filters let an object in, however it was found. */
    boolean includes(ApiResource resource, @Nullable String namespace, String name) {
        if (!includesResource(resource)) {
            return false;
        }
        if (namespace != null) {
            return namespaces.includes(namespace);
        }
        if (resource.id().equals(NAMESPACES)) {
            return namespaces.includes(name);
        }
        return !Boolean.FALSE.equals(includeClusterResources);
    }

    /** Whether a resource is listed, rather than only taken along by actions. */
    boolean isListed(ApiResource resource) {
        return includesResource(resource)
                && (resource.namespaced() || resource.id().equals(NAMESPACES) || listsClusterResources());
    }

    /** Whether one list covers all namespaces; some may be excluded all the same. */
    boolean isOfAllNamespaces() {
        return namespaces.includesAll();
    }

    /** Whether the definitions of custom resources that are backed up are added: where nobody asked for more, or for less. */
    boolean addsDefinitions() {
        return includeClusterResources == null;
    }

    private boolean listsClusterResources() {
        return includeClusterResources == null ? namespaces.isEverything() : includeClusterResources;
    }

    private boolean includesResource(ApiResource resource) {
        return resources.includes(resource.id().toString());
    }

    /** A name that nothing answers to stays as it is, and matches nothing: it must never widen the backup. */
    private List<String> resolved(List<String> names) {
        return names.stream()
                .map(name -> discovery
                        .resolve(name)
                        .map(resource -> resource.id().toString())
                        .orElse(name))
                .toList();
    }

    private static List<String> split(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
