package io.goleta.sandbox;

import java.util.Map;

/**
 * A request as the sandbox understands it, for {@link FaultInjector} to choose from.
 *
 * @param method HTTP method
 * @param path path without query, decoded
 * @param query query parameters, decoded; the last one of a name wins
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code delete},
 *     {@code deletecollection}; empty for anything that is not about objects
 * @param group API group, empty for the core group and for anything that is not about objects
 * @param version API version, or empty
 * @param resource plural name, or empty
 * @param subresource or empty
 * @param namespace or empty
 * @param name of the object, also of one to be created; empty when none or when it is to be generated
 */
public record ServedRequest(
        String method,
        String path,
        Map<String, String> query,
        String verb,
        String group,
        String version,
        String resource,
        String subresource,
        String namespace,
        String name) {

    /** Whether it is {@code verb} on {@code resource}, for example {@code request.is("create", "configmaps")}. */
    public boolean is(String wantedVerb, String wantedResource) {
        return verb.equals(wantedVerb) && resource.equals(wantedResource) && subresource.isEmpty();
    }

    /** A query parameter, empty when it is not there. */
    String parameter(String parameter) {
        return query.getOrDefault(parameter, "");
    }

    boolean flag(String parameter) {
        String value = parameter(parameter);
        return value.equals("true") || value.equals("1");
    }

    long number(String parameter, long otherwise) {
        String value = parameter(parameter);
        try {
            return value.isEmpty() ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ApiError.badRequest(parameter + ": Invalid value: \"" + value + "\": must be a number");
        }
    }

    ServedRequest named(String newName) {
        return new ServedRequest(method, path, query, verb, group, version, resource, subresource, namespace, newName);
    }
}
