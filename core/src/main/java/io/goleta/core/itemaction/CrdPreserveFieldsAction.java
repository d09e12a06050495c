package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/**
 * A definition that kept unknown fields the old way ({@code preserveUnknownFields: true}, which v1 refuses to create) keeps them the
 * new way, in the schema of each version.
 */
final class CrdPreserveFieldsAction implements RestoreItemAction {
    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("customresourcedefinitions.apiextensions.k8s.io");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        if (!item.apiVersion().endsWith("/v1") || !item.isTrue("spec", "preserveUnknownFields")) {
            return RestoreItemResult.of(item);
        }
        KubernetesObject changed = item.with(false, "spec", "preserveUnknownFields");
        for (int i = 0; i < item.list("spec", "versions").size(); i++) {
            changed = changed.with(
                    true,
                    "spec",
                    "versions",
                    "" + i,
                    "schema",
                    "openAPIV3Schema",
                    "x-kubernetes-preserve-unknown-fields");
        }
        return RestoreItemResult.of(changed);
    }
}
