package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/** The API server registers its own groups and those of custom resources by itself. */
final class ApiServiceAction implements RestoreItemAction {
    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("apiservices.apiregistration.k8s.io")
                .withLabels("kube-aggregator.kubernetes.io/automanaged");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        return RestoreItemResult.skipped(item);
    }
}
