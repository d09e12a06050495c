package io.goleta.core.kube;

import org.jspecify.annotations.Nullable;

/**
 * Which objects of a resource to list.
 *
 * @param namespace null for all namespaces, or for a cluster-scoped resource
 * @param labelSelector in kubectl's notation; empty for everything
 * @param fieldSelector in kubectl's notation; empty for everything
 */
public record ListOptions(@Nullable String namespace, String labelSelector, String fieldSelector) {

    /** Everything. */
    public static final ListOptions EVERYTHING = new ListOptions(null, "", "");

    /** Everything in one namespace. */
    public static ListOptions inNamespace(String namespace) {
        return new ListOptions(namespace, "", "");
    }

    /** The same, but only objects whose labels match. */
    public ListOptions withLabels(String selector) {
        return new ListOptions(namespace, selector, fieldSelector);
    }
}
