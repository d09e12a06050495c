package io.goleta.sandbox;

/**
 * The object that a request is about.
 *
 * @param version the version the client speaks
 * @param subresource empty for the object itself
 */
record Target(ResourceType type, ServedVersion version, String namespace, String name, String subresource) {

    static Target of(Stored stored) {
        ResourceType type = stored.type();
        ServedVersion version = type.version(type.storageVersion());
        return new Target(
                type, version == null ? type.versions().getFirst() : version, stored.namespace(), stored.name(), "");
    }

    Target named(String newName) {
        return new Target(type, version, namespace, newName, subresource);
    }

    Target withSubresource(String newSubresource) {
        return new Target(type, version, namespace, name, newSubresource);
    }

    String apiVersion() {
        return type.apiVersion(version.name());
    }

    ApiError notFound() {
        return ApiError.notFound(type, name);
    }
}
