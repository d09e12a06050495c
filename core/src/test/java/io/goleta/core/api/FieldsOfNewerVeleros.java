package io.goleta.core.api;

import java.util.List;
import java.util.Map;

/** Fields that our records do not name: parts of Velero that we do not have, or not yet, and what Velero added after 1.9. */
final class FieldsOfNewerVeleros {
    private static final Map<Class<?>, List<String>> FIELDS = Map.ofEntries(
            Map.entry(
                    Backup.Spec.class,
                    List.of(
                            "metadata",
                            "hooks",
                            "csiSnapshotTimeout",
                            "itemOperationTimeout",
                            "resourcePolicy",
                            "snapshotMoveData",
                            "datamover",
                            "includedClusterScopedResources",
                            "excludedClusterScopedResources",
                            "includedNamespaceScopedResources",
                            "excludedNamespaceScopedResources",
                            "uploaderConfig",
                            "volumeGroupSnapshotLabelKey")),
            Map.entry(
                    Backup.Status.class,
                    List.of(
                            "volumeSnapshotsAttempted",
                            "volumeSnapshotsCompleted",
                            "csiVolumeSnapshotsAttempted",
                            "csiVolumeSnapshotsCompleted",
                            "backupItemOperationsAttempted",
                            "backupItemOperationsCompleted",
                            "backupItemOperationsFailed",
                            "hookStatus",
                            "queuePosition")),
            Map.entry(
                    Restore.Spec.class,
                    List.of("hooks", "restoreStatus", "itemOperationTimeout", "resourceModifier", "uploaderConfig")),
            Map.entry(
                    Restore.Status.class,
                    List.of(
                            "restoreItemOperationsAttempted",
                            "restoreItemOperationsCompleted",
                            "restoreItemOperationsFailed",
                            "hookStatus")),
            Map.entry(BackupStorageLocation.Status.class, List.of("lastSyncedRevision", "accessMode")),
            Map.entry(BackupStorageLocation.ObjectStorage.class, List.of("caCertRef")),
            Map.entry(BackupStorageLocation.SecretKeySelector.class, List.of("optional")),
            Map.entry(PodVolumeBackup.Spec.class, List.of("cancel", "uploaderSettings")),
            Map.entry(PodVolumeBackup.Status.class, List.of("acceptedTimestamp", "incrementalBytes")),
            Map.entry(PodVolumeRestore.Spec.class, List.of("cancel", "snapshotSize", "uploaderSettings")),
            Map.entry(PodVolumeRestore.Status.class, List.of("node", "acceptedTimestamp")));

    private FieldsOfNewerVeleros() {}

    static List<String> of(Class<?> record) {
        return FIELDS.getOrDefault(record, List.of());
    }
}
