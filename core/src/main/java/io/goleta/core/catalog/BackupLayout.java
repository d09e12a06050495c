package io.goleta.core.catalog;

import io.goleta.core.api.DownloadRequest;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Optional;
import java.util.Set;

/** Every key of a storage location but those inside repositories, as Velero has them. A golden test pins it. */
final class BackupLayout {
    static final String BACKUPS = "backups/";

    /** What may lie at the top; {@code kopia} is written by Velero 1.10 and later. A folder of our own would make Velero refuse. */
    static final Set<String> TOP_LEVEL = Set.of(BACKUPS, "restores/", "restic/", "metadata/", "plugins/", "kopia/");

    /** Written and deleted at once, to see whether that is allowed. At the top, where Velero looks for folders only. */
    static final String WRITE_CHECK = "goleta-write-check";

    private static final String METADATA = "velero-backup.json";

    private BackupLayout() {}

    static String backupFolder(String backup) {
        return BACKUPS + checked(backup) + "/";
    }

    static String restoreFolder(String restore) {
        return "restores/" + checked(restore) + "/";
    }

    static String metadata(String backup) {
        return backupFolder(backup) + METADATA;
    }

    static String contents(String backup) {
        return backupFile(backup, ".tar.gz");
    }

    static String log(String backup) {
        return backupFile(backup, "-logs.gz");
    }

    static String podVolumeBackups(String backup) {
        return backupFile(backup, "-podvolumebackups.json.gz");
    }

    static String volumeSnapshots(String backup) {
        return backupFile(backup, "-volumesnapshots.json.gz");
    }

    static String csiVolumeSnapshots(String backup) {
        return backupFile(backup, "-csi-volumesnapshots.json.gz");
    }

    static String csiVolumeSnapshotContents(String backup) {
        return backupFile(backup, "-csi-volumesnapshotcontents.json.gz");
    }

    static String csiVolumeSnapshotClasses(String backup) {
        return backupFile(backup, "-csi-volumesnapshotclasses.json.gz");
    }

    static String resourceList(String backup) {
        return backupFile(backup, "-resource-list.json.gz");
    }

    static String results(String backup) {
        return backupFile(backup, "-results.gz");
    }

    static String restoreLog(String restore) {
        return restoreFile(restore, "-logs.gz");
    }

    static String restoreResults(String restore) {
        return restoreFile(restore, "-results.gz");
    }

    static String restoreResourceList(String restore) {
        return restoreFile(restore, "-resource-list.json.gz");
    }

    static String download(DownloadRequest.Kind kind, String name) {
        return switch (kind) {
            case BackupLog -> log(name);
            case BackupContents -> contents(name);
            case BackupVolumeSnapshots -> volumeSnapshots(name);
            case BackupResourceList -> resourceList(name);
            case BackupResults -> results(name);
            case BackupItemSnapshots -> backupFile(name, "-itemsnapshots.json.gz");
            case BackupItemOperations -> backupFile(name, "-itemoperations.json.gz");
            case BackupVolumeInfos -> backupFile(name, "-volumeinfo.json.gz");
            case CSIBackupVolumeSnapshots -> csiVolumeSnapshots(name);
            case CSIBackupVolumeSnapshotContents -> csiVolumeSnapshotContents(name);
            case RestoreLog -> restoreLog(name);
            case RestoreResults -> restoreResults(name);
            case RestoreResourceList -> restoreResourceList(name);
            case RestoreItemOperations -> restoreFile(name, "-itemoperations.json.gz");
            // The one file of a restore that Velero does not call restore-...
            case RestoreVolumeInfo -> restoreFolder(name) + name + "-volumeinfo.json.gz";
        };
    }

    /** The backup whose metadata lies under a key. */
    static Optional<String> backupOfMetadata(String key) {
        String[] steps = key.split("/", -1);
        return steps.length == 3 && steps[2].equals(METADATA) && BACKUPS.equals(steps[0] + "/")
                ? Optional.of(steps[1])
                : Optional.empty();
    }

    /** The last segment of a key. */
    static String fileName(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private static String backupFile(String backup, String suffix) {
        return backupFolder(backup) + backup + suffix;
    }

    private static String restoreFile(String restore, String suffix) {
        return restoreFolder(restore) + "restore-" + restore + suffix;
    }

    // An empty name would turn the deletion of one backup into the deletion of all.
    private static String checked(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new GoletaException(Fault.USER, "\"" + name + "\" is no name for a backup or restore");
        }
        return name;
    }
}
