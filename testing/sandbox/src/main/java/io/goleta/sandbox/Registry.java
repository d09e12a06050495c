package io.goleta.sandbox;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The resources that the server offers now. Thread-safe. */
final class Registry {

    private final Map<ResourceKey, ResourceType> types = new ConcurrentHashMap<>();

    Registry() {
        BuiltInResources.all().forEach(type -> types.put(type.id(), type));
    }

    void add(ResourceType type) {
        types.put(type.id(), type);
    }

    void remove(ResourceKey id) {
        types.remove(id);
    }

    @Nullable
    ResourceType find(ResourceKey id) {
        return types.get(id);
    }

    ResourceType require(String group, String plural) {
        ResourceType type = types.get(new ResourceKey(group, plural));
        if (type == null) {
            throw ApiError.notFound();
        }
        return type;
    }

    Collection<ResourceType> all() {
        return types.values();
    }

    /** The resource of a kind, as owner references name it. */
    @Nullable
    ResourceType ofKind(String group, String kind) {
        return types.values().stream()
                .filter(type -> type.group().equals(group) && type.kind().equals(kind))
                .findFirst()
                .orElse(null);
    }

    /** Every group with its versions, preferred first; the core group has an empty name. */
    Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new TreeMap<>();
        for (ResourceType type : types.values()) {
            groups.merge(
                    type.group(),
                    type.versions().stream().map(ServedVersion::name).toList(),
                    (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream())
                            .distinct()
                            .sorted(new VersionOrder())
                            .toList());
        }
        return groups;
    }

    /** What a group offers in a version, by name. */
    List<ResourceType> in(String group, String version) {
        return types.values().stream()
                .filter(type -> type.group().equals(group) && type.version(version) != null)
                .sorted(Comparator.comparing(ResourceType::plural))
                .toList();
    }
}
