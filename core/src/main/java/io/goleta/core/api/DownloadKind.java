package io.goleta.core.api;

/** The files of a backup or restore that a client may ask for. */
public enum DownloadKind {
    BackupLog,
    BackupContents,
    BackupVolumeSnapshots,
    BackupResourceList,
    BackupResults,
    RestoreLog,
    RestoreResults,
    RestoreResourceList;

    /** Whether the name is that of a restore. */
    public boolean ofRestore() {
        return this == RestoreLog || this == RestoreResults || this == RestoreResourceList;
    }
}
