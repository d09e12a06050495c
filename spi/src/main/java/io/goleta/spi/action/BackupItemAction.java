package io.goleta.spi.action;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/**
 * Sees every matching object of one backup before it is written. Called by many threads at once, for different objects.
 * May be called again for the same object after a restart of the server in the middle of the backup.
 */
public interface BackupItemAction {

    /** Selects the objects that are passed to this action. Called once. */
    ItemSelector appliesTo();

    /**
     * Processes one object; must be idempotent. Actions run in the order of their names; each sees what the one before returned.
     *
     * @return what to write, and what else belongs to it
     * @throws GoletaException when the object must not be written; the backup goes on without it, reports the
     *     message and ends as PartiallyFailed
     */
    BackupItemResult execute(KubernetesObject item);
}
