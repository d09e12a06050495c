package io.goleta.core.backup;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Discovery;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/** Temporary. */
record ItemMatcher(ItemSelector selector, Discovery discovery) {
    static ItemMatcher of(ItemSelector selector, Discovery discovery) {
        return new ItemMatcher(selector, discovery);
    }

    boolean matches(ApiResource resource, KubernetesObject item) {
        return selector.includedResources().isEmpty()
                || selector.includedResources().contains(resource.id().toString());
    }
}
