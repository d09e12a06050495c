package io.goleta.spi.action;

import io.goleta.spi.item.KubernetesObject;

/**
 * The backup an action works for.
 *
 * @param resource the whole Backup, as in the API server when the run began
 * @param defaultVolumesToFsBackup whether pod volumes are backed up unless a pod opts out, after the server's default was
 *     applied
 */
public record BackupDetails(KubernetesObject resource, boolean defaultVolumesToFsBackup) {

    /** The backup's name. */
    public String name() {
        return resource.name();
    }

    /** The backup's uid, which differs when a name is used again. */
    public String uid() {
        return resource.uid();
    }
}
