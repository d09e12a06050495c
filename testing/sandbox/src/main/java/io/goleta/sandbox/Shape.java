package io.goleta.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether a body fits the address it was sent to. */
final class Shape {

    private Shape() {}

    /** Refuses another kind, version, namespace or name than the address says; fills in what the body leaves out. */
    static void check(RequestTarget target, ObjectNode object) {
        ResourceType type = target.type();
        expect(object, "kind", type.kind(), type);
        expect(object, "apiVersion", target.apiVersion(), type);
        JsonNode given = object.path("metadata");
        if (!given.isMissingNode() && !given.isObject()) {
            throw ApiError.badRequest("metadata must be an object");
        }
        ObjectNode metadata = JsonTrees.child(object, "metadata");
        if (!type.namespaced()) {
            metadata.remove("namespace");
        } else if (JsonTrees.text(metadata, "namespace").isEmpty()) {
            metadata.put("namespace", target.namespace());
        } else if (!JsonTrees.text(metadata, "namespace").equals(target.namespace())) {
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        String name = JsonTrees.text(metadata, "name");
        if (!target.name().isEmpty() && !name.isEmpty() && !name.equals(target.name())) {
            throw ApiError.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(name, target.name()));
        }
        if (!target.name().isEmpty()) {
            metadata.put("name", target.name());
        }
    }

    /** Empty lists and maps of metadata are the same as none. */
    static void dropEmpty(ObjectNode metadata) {
        for (String field : new String[] {"labels", "annotations", "finalizers", "ownerReferences"}) {
            if (metadata.has(field) && metadata.path(field).isEmpty()) {
                metadata.remove(field);
            }
        }
    }

    static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the body must be an object");
    }

    private static void expect(ObjectNode object, String field, String expected, ResourceType type) {
        String given = JsonTrees.text(object, field);
        if (given.isEmpty() && type.custom()) {
            throw ApiError.badRequest("Object '" + field + "' is missing");
        }
        if (!given.isEmpty() && !given.equals(expected)) {
            throw ApiError.badRequest("the %s in the data (%s) does not match the expected %s (%s)"
                    .formatted(field, given, field, expected));
        }
        object.put(field, expected);
    }
}
