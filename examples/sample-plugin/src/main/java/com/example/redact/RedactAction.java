package com.example.redact;

import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;

/** Many threads call it at once, so it has nothing but final fields. */
final class RedactAction implements BackupItemAction {
    private final List<String> keys;
    private final String replacement;

    RedactAction(List<String> keys, String replacement) {
        this.keys = keys;
        this.replacement = replacement;
    }

    @Override
    public ItemSelector appliesTo() {
        return ItemSelector.resources("configmaps").withLabels(Redaction.LABEL + "=true");
    }

    @Override
    public BackupItemResult execute(KubernetesObject item) {
        List<String> found = keys.stream()
                .filter(key -> item.string("data", key).isPresent())
                .toList();
        KubernetesObject redacted = item;
        for (String key : found) {
            redacted = redacted.with(replacement, "data", key);
        }
        return BackupItemResult.of(found.isEmpty() ? item : Redaction.note(redacted, found));
    }
}
