package io.goleta.core.restore.action;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/** Objects that every cluster writes into every namespace by itself, with content that is right only there. */
final class SkipClusterOwned implements RestoreItemAction {
    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("configmaps");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        boolean owned = item.name().equals("kube-root-ca.crt") || item.name().equals("openshift-service-ca.crt");
        return owned ? RestoreItemResult.skipped(item) : RestoreItemResult.of(item);
    }
}
