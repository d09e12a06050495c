package io.goleta.spi.action;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemSelector;
import io.goleta.spi.item.KubernetesObject;

/**
 * Sees every matching object of one backup before it is written. Called by many threads at once, for different objects.
 * May be called again for the same object when the server was restarted in the middle of the backup.
 */
public interface BackupItemAction {

    /** Which objects to show to this action. Asked once. */
    ItemSelector appliesTo();

    /**
     * Looks at one object. Actions run in the order of their names; each sees what the one before returned.
     *
     * @return what to write, and what else belongs to it
     * @throws GoletaException when the object must not be written as it is; the backup goes on without it, reports the
     *     message and ends as PartiallyFailed
     */
    BackupItemResult execute(KubernetesObject item);
}
