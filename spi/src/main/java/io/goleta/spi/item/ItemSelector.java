package io.goleta.spi.item;

import java.util.List;

/**
 * Which objects an action wants to see. Every criterion must hold; an empty list or text means "no restriction".
 *
 * @param includedResources {@code pods}, {@code deployments.apps}, a kind, a short name, or {@code *}
 * @param labelSelector in kubectl's notation
 */
public record ItemSelector(
        List<String> includedNamespaces,
        List<String> excludedNamespaces,
        List<String> includedResources,
        List<String> excludedResources,
        String labelSelector) {

    /** Everything. */
    public static final ItemSelector EVERYTHING = new ItemSelector(List.of(), List.of(), List.of(), List.of(), "");

    public ItemSelector {
        includedNamespaces = List.copyOf(includedNamespaces);
        excludedNamespaces = List.copyOf(excludedNamespaces);
        includedResources = List.copyOf(includedResources);
        excludedResources = List.copyOf(excludedResources);
    }

    /** All objects of these resources, in any namespace. */
    public static ItemSelector resources(String... resources) {
        return new ItemSelector(List.of(), List.of(), List.of(resources), List.of(), "");
    }

    /** The same, but only objects whose labels match. */
    public ItemSelector withLabels(String selector) {
        return new ItemSelector(includedNamespaces, excludedNamespaces, includedResources, excludedResources, selector);
    }
}
