package io.goleta.spi.action;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/**
 * Sees every matching object of one restore before it is created. Called by many threads at once, for different objects.
 * May be called again for the same object after a restart of the server in the middle of the restore.
 */
public interface RestoreItemAction {

    /** Selects the objects that are passed to this action; namespaces are those of the backup. Called once. */
    ItemSelector appliesTo();

    /**
     * Processes one object; must be idempotent. Actions run in the order of their names; each sees what the one before returned.
     *
     * @param item without server-managed fields (uid, resourceVersion, status, ...); its namespace is still the one in the
     *     backup
     * @param itemFromBackup the same object as it lies in the backup
     * @throws GoletaException when the object must not be restored; the restore goes on without it, reports the
     *     message and ends as PartiallyFailed
     */
    RestoreItemResult execute(KubernetesObject item, KubernetesObject itemFromBackup);
}
