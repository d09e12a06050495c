package io.goleta.testkit.action;

import io.goleta.spi.action.BackupItemAction;
import io.goleta.spi.action.BackupItemResult;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;

/** What every {@link BackupItemAction} has to do, as tests. Extend it and say which action it is, and for which objects. */
public abstract class BackupItemActionContract extends ItemActionContract<BackupItemAction, BackupItemResult> {

    @Override
    final ItemSelector appliesTo(BackupItemAction action) {
        return action.appliesTo();
    }

    @Override
    final BackupItemResult execute(BackupItemAction action, KubernetesObject item) {
        return action.execute(item);
    }

    @Override
    final KubernetesObject itemOf(BackupItemResult result) {
        return result.item();
    }

    @Override
    final List<ItemId> additionalItemsOf(BackupItemResult result) {
        return result.additionalItems();
    }

    @Override
    final BackupItemResult withoutWarnings(BackupItemResult result) {
        return new BackupItemResult(result.item(), result.additionalItems(), result.volumes(), List.of());
    }
}
