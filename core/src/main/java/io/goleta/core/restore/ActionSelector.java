package io.goleta.core.restore;

import io.goleta.core.kube.Discovery;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.core.select.LabelSelection;
import io.goleta.core.select.ResourceFilter;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.ResourceId;

/** Which objects an action sees. An action that wants certain namespaces does not see cluster-scoped objects. */
record ActionSelector(ResourceFilter resources, IncludesExcludes namespaces, LabelSelection labels) {

    static ActionSelector of(ItemSelector selector, Discovery discovery) {
        return new ActionSelector(
                ResourceFilter.of(selector.includedResources(), selector.excludedResources(), discovery),
                new IncludesExcludes(selector.includedNamespaces(), selector.excludedNamespaces()),
                LabelSelection.parse(selector.labelSelector()));
    }

    boolean matches(ResourceId resource, KubernetesObject object) {
        String namespace = object.namespace();
        return resources.includes(resource)
                && (namespace == null ? namespaces.includesEverything() : namespaces.includes(namespace))
                && labels.test(object.labels());
    }
}
