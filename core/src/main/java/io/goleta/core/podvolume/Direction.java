package io.goleta.core.podvolume;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.kube.ApiResource;

/** Which way the files of volumes go, and what the objects for it are called. */
enum Direction {
    BACKUP(
            VeleroKind.POD_VOLUME_BACKUP,
            "Backup",
            VeleroApi.BACKUP_NAME,
            VeleroApi.BACKUP_UID,
            "is backed up",
            "whether the agent of its node runs"),
    RESTORE(
            VeleroKind.POD_VOLUME_RESTORE,
            "Restore",
            VeleroApi.RESTORE_NAME,
            VeleroApi.RESTORE_UID,
            "is restored",
            "whether the pod has a node, and whether the agent of that node runs");

    /** PodVolumeBackups or PodVolumeRestores. */
    final ApiResource resource;

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

    Direction(VeleroKind<?> kind, String runKind, String nameLabel, String uidLabel, String done, String remedy) {
        this.resource = ApiResource.of(kind);
        this.runKind = runKind;
        this.kind = kind.kind();
        this.nameLabel = nameLabel;
        this.uidLabel = uidLabel;
        this.done = done;
        this.remedy = remedy;
    }
}
