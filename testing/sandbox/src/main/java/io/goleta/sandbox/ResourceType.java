package io.goleta.sandbox;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource that the server offers.
 *
 * @param versions served versions, preferred first
 * @param storageVersion the version objects are stored in
 * @param subresources such as {@code status}, {@code scale}, {@code log}
 * @param generation whether {@code metadata.generation} is kept
 * @param custom whether it comes from a custom resource definition
 * @param reviews whether it only answers to POST and stores nothing, such as {@code selfsubjectaccessreviews}
 */
record ResourceType(
        ResourceKey id,
        String singular,
        String kind,
        String listKind,
        boolean namespaced,
        List<String> shortNames,
        List<String> categories,
        List<ServedVersion> versions,
        String storageVersion,
        Set<String> subresources,
        boolean generation,
        boolean custom,
        boolean reviews) {

    String group() {
        return id.group();
    }

    String plural() {
        return id.plural();
    }

    /** {@code pods}, {@code deployments.apps}: as error messages name it. */
    String qualified() {
        return id.toString();
    }

    String apiVersion(String version) {
        return group().isEmpty() ? version : group() + "/" + version;
    }

    String storedApiVersion() {
        return apiVersion(storageVersion);
    }

    boolean is(String group, String plural) {
        return id.group().equals(group) && id.plural().equals(plural);
    }

    @Nullable
    ServedVersion version(String name) {
        return versions.stream().filter(v -> v.name().equals(name)).findFirst().orElse(null);
    }

    /** Whether requests for {@code version} may use a sub-resource. */
    boolean has(ServedVersion version, String subresource) {
        return custom ? version.subresources().contains(subresource) : subresources.contains(subresource);
    }

    List<String> verbs() {
        if (reviews) {
            return List.of("create");
        }
        if (id.equals(ResourceKey.NAMESPACES)) {
            return List.of("create", "delete", "get", "list", "patch", "update", "watch");
        }
        return List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    }
}
