package io.goleta.sandbox;

/**
 * The object that a request is about.
 *
 * @param version the version the client speaks
 * @param subresource empty for the object itself
 */
record RequestTarget(ResourceType type, ServedVersion version, String namespace, String name, String subresource) {

    static RequestTarget of(StoredObject stored) {
        ResourceType type = stored.type();
        ServedVersion version = type.version(type.storageVersion());
        return new RequestTarget(
                type, version == null ? type.versions().getFirst() : version, stored.namespace(), stored.name(), "");
    }

    RequestTarget named(String newName) {
        return new RequestTarget(type, version, namespace, newName, subresource);
    }

    RequestTarget withSubresource(String newSubresource) {
        return new RequestTarget(type, version, namespace, name, newSubresource);
    }

    String apiVersion() {
        return type.apiVersion(version.name());
    }

    ApiError notFound() {
        return ApiError.notFound(type, name);
    }
}
