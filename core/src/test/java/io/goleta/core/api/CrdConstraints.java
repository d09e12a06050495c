package io.goleta.core.api;

import java.util.List;
import java.util.Map;

/**
 * Fields that Velero's own definitions require, and the words that they allow. Nothing else is required: an object that was valid in a
 * cluster with Velero's definitions must stay so, because API servers before 1.30 refuse each update of an invalid object, also one of
 * its status. So the words are those of all versions, and neither {@code spec} nor what one version requires only is required.
 */
final class CrdConstraints {
    private static final Map<Class<?>, List<String>> REQUIRED = Map.ofEntries(
            Map.entry(BackupStorageLocation.Spec.class, List.of("objectStorage", "provider")),
            Map.entry(BackupStorageLocation.ObjectStorage.class, List.of("bucket")),
            Map.entry(BackupStorageLocation.SecretKeySelector.class, List.of("key")),
            Map.entry(DeleteBackupRequest.Spec.class, List.of("backupName")),
            Map.entry(DownloadRequest.Spec.class, List.of("target")),
            Map.entry(DownloadRequest.Target.class, List.of("kind", "name")),
            Map.entry(PodVolumeBackup.Spec.class, List.of("backupStorageLocation", "node", "pod", "volume")),
            Map.entry(PodVolumeRestore.Spec.class, List.of("backupStorageLocation", "pod", "snapshotID", "volume")),
            Map.entry(ResticRepository.Spec.class, List.of("backupStorageLocation", "volumeNamespace")),
            Map.entry(Schedule.Spec.class, List.of("schedule", "template")),
            Map.entry(VolumeSnapshotLocation.Spec.class, List.of("provider")));

    private static final List<String> ACCESS_MODES = List.of("ReadOnly", "ReadWrite");
    private static final List<String> AVAILABILITY = List.of("Available", "Unavailable");
    private static final List<String> RUNS = List.of(
            "New",
            "FailedValidation",
            "Queued",
            "ReadyToStart",
            "InProgress",
            "WaitingForPluginOperations",
            "WaitingForPluginOperationsPartiallyFailed",
            "Finalizing",
            "FinalizingPartiallyFailed",
            "Completed",
            "PartiallyFailed",
            "Failed",
            "Deleting");
    private static final List<String> TRANSFERS =
            List.of("New", "Accepted", "Prepared", "InProgress", "Canceling", "Canceled", "Completed", "Failed");
    private static final List<String> REQUESTS = List.of("New", "InProgress", "Processed");
    private static final List<String> FILES = List.of(
            "BackupLog",
            "BackupContents",
            "BackupVolumeSnapshots",
            "BackupItemOperations",
            "BackupItemSnapshots",
            "BackupResourceList",
            "BackupResults",
            "BackupVolumeInfos",
            "CSIBackupVolumeSnapshots",
            "CSIBackupVolumeSnapshotContents",
            "RestoreLog",
            "RestoreResults",
            "RestoreResourceList",
            "RestoreItemOperations",
            "RestoreVolumeInfo");

    private static final Map<Class<?>, Map<String, List<String>>> WORDS = Map.ofEntries(
            Map.entry(Backup.Status.class, Map.of("phase", RUNS)),
            Map.entry(Restore.Status.class, Map.of("phase", RUNS)),
            Map.entry(Schedule.Status.class, Map.of("phase", List.of("New", "Enabled", "FailedValidation"))),
            Map.entry(BackupStorageLocation.Spec.class, Map.of("accessMode", ACCESS_MODES)),
            Map.entry(BackupStorageLocation.Status.class, Map.of("phase", AVAILABILITY)),
            Map.entry(VolumeSnapshotLocation.Status.class, Map.of("phase", AVAILABILITY)),
            Map.entry(PodVolumeBackup.Status.class, Map.of("phase", TRANSFERS)),
            Map.entry(PodVolumeRestore.Status.class, Map.of("phase", TRANSFERS)),
            Map.entry(ResticRepository.Status.class, Map.of("phase", List.of("New", "Ready", "NotReady"))),
            Map.entry(DeleteBackupRequest.Status.class, Map.of("phase", REQUESTS)),
            Map.entry(DownloadRequest.Status.class, Map.of("phase", REQUESTS)),
            Map.entry(DownloadRequest.Target.class, Map.of("kind", FILES)),
            Map.entry(ServerStatusRequest.Status.class, Map.of("phase", REQUESTS)));

    private CrdConstraints() {}

    static List<String> requiredOf(Class<?> record) {
        return REQUIRED.getOrDefault(record, List.of());
    }

    static List<String> words(Class<?> record, String field) {
        return WORDS.getOrDefault(record, Map.of()).getOrDefault(field, List.of());
    }
}
