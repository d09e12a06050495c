package io.goleta.core.select;

import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/** The objects that an action receives: an {@link ItemSelector} resolved with discovery. Immutable. */
public final class ItemMatcher {
    private final IncludesExcludes namespaces;
    private final ResourceFilter resources;
    private final LabelSelection labels;

    /**
     * @throws io.goleta.spi.error.GoletaException USER when the label selector is invalid
     */
    public ItemMatcher(ItemSelector selector, Discovery discovery) {
        namespaces = new IncludesExcludes(selector.includedNamespaces(), selector.excludedNamespaces());
        resources = ResourceFilter.of(selector.includedResources(), selector.excludedResources(), discovery);
        labels = LabelSelection.parse(selector.labelSelector());
    }

    /** Cluster-scoped objects match only when all namespaces are included. */
    public boolean matches(GroupResource resource, KubernetesObject object) {
        String namespace = object.namespace();
        return resources.includes(resource)
                && (namespace == null ? namespaces.includesEverything() : namespaces.includes(namespace))
                && (labels.isEverything() || labels.test(object.labels()));
    }
}
