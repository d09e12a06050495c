package io.goleta.core.kube;

import org.jspecify.annotations.Nullable;

/**
 * Which objects of a resource to list.
 *
 * @param namespace null for all namespaces, or for a cluster-scoped resource
 * @param labelSelector in kubectl's notation; empty for everything
 * @param fieldSelector in kubectl's notation; empty for everything
 */
public record ListQuery(@Nullable String namespace, String labelSelector, String fieldSelector) {

    /** Everything. */
    public static final ListQuery EVERYTHING = new ListQuery(null, "", "");

    /** Everything in one namespace. */
    public static ListQuery inNamespace(String namespace) {
        return new ListQuery(namespace, "", "");
    }

    /** The same, but only objects whose labels match. */
    public ListQuery withLabels(String selector) {
        return new ListQuery(namespace, selector, fieldSelector);
    }
}
