package com.example.redact;

import io.goleta.spi.action.RestoreItemAction;
import io.goleta.spi.action.RestoreItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/** Says which values are missing, or leaves the object out. */
final class RedactedAction implements RestoreItemAction {
    private final boolean skip;

    RedactedAction(boolean skip) {
        this.skip = skip;
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("configmaps").withLabels(Redaction.LABEL + "=true");
    }

    @Override
    public RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup) {
        String keys = Redaction.noted(item);
        if (keys.isEmpty()) {
            return RestoreItemResult.of(item);
        }
        if (skip) {
            return RestoreItemResult.skipped(item)
                    .withWarning(item + " is not restored, because the backup lacks its values of " + keys);
        }
        return RestoreItemResult.of(Redaction.withoutNote(item))
                .withWarning(item + " is restored without its values of " + keys + "; put them in by hand");
    }
}
