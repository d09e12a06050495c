package io.goleta.core.podvolume;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.GroupResource;

/** Which way the files of volumes go, and what the objects for it are called. */
enum Direction {
    BACKUP(
            VeleroKind.POD_VOLUME_BACKUP.id(),
            "Backup",
            VeleroApi.BACKUP_NAME,
            VeleroApi.BACKUP_UID,
            "is backed up",
            "whether the agent of its node runs"),
    RESTORE(
            VeleroKind.POD_VOLUME_RESTORE.id(),
            "Restore",
            VeleroApi.RESTORE_NAME,
            VeleroApi.RESTORE_UID,
            "is restored",
            "whether the pod has a node, and whether the agent of that node runs");

    /** PodVolumeBackups or PodVolumeRestores. */
    final GroupResource resource;

    /** {@code Backup} or {@code Restore}: the kind of the run. */
    final String runKind;

    /** {@code PodVolumeBackup} or {@code PodVolumeRestore}. */
    final String kind;

    /** Label with the name of the run. */
    final String nameLabel;

    /** Label with the uid of the run. */
    final String uidLabel;

    /** To be read after the name of a volume whose files have arrived. */
    final String done;

    /** Where to look when nothing happens. */
    final String remedy;

    Direction(GroupResource resource, String runKind, String nameLabel, String uidLabel, String done, String remedy) {
        this.resource = resource;
        this.runKind = runKind;
        this.kind = "PodVolume" + runKind;
        this.nameLabel = nameLabel;
        this.uidLabel = uidLabel;
        this.done = done;
        this.remedy = remedy;
    }
}
