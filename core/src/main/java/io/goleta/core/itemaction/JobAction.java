package io.goleta.core.itemaction;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/** A job's pods are found by the job's uid, which is a new one after the restore; the API server fills it in again. */
final class JobAction implements RestoreItemAction {
    /** Before and since Kubernetes 1.27. */
    private static final String[] LABELS = {"controller-uid", "batch.kubernetes.io/controller-uid"};

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("jobs.batch");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        KubernetesObject changed = item;
        for (String label : LABELS) {
            changed = changed.without("metadata", "labels", label)
                    .without("spec", "selector", "matchLabels", label)
                    .without("spec", "template", "metadata", "labels", label);
        }
        return RestoreItemResult.of(changed);
    }
}
