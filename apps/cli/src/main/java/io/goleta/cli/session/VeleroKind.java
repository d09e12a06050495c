package io.goleta.cli.session;

import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.ApiResource;
import io.goleta.spi.item.GroupResource;
import java.util.List;
import java.util.Set;

/** The kinds of Velero's API that the commands handle. Their resources are fixed, so no discovery is needed. */
public enum VeleroKind {
    BACKUP("Backup", "backups", "backup"),
    RESTORE("Restore", "restores", "restore"),
    SCHEDULE("Schedule", "schedules", "schedule"),
    BACKUP_STORAGE_LOCATION("BackupStorageLocation", "backupstoragelocations", "backup storage location"),
    VOLUME_SNAPSHOT_LOCATION("VolumeSnapshotLocation", "volumesnapshotlocations", "volume snapshot location"),
    RESTIC_REPOSITORY("ResticRepository", "resticrepositories", "restic repository"),
    POD_VOLUME_BACKUP("PodVolumeBackup", "podvolumebackups", "pod volume backup"),
    POD_VOLUME_RESTORE("PodVolumeRestore", "podvolumerestores", "pod volume restore"),
    DELETE_BACKUP_REQUEST("DeleteBackupRequest", "deletebackuprequests", "delete backup request"),
    DOWNLOAD_REQUEST("DownloadRequest", "downloadrequests", "download request"),
    SERVER_STATUS_REQUEST("ServerStatusRequest", "serverstatusrequests", "server status request");

    private final ApiResource resource;
    private final String noun;

    VeleroKind(String kind, String plural, String noun) {
        this.resource = new ApiResource(
                new GroupResource(VeleroApi.GROUP, plural), VeleroApi.VERSION, kind, "", List.of(), true, Set.of());
        this.noun = noun;
    }

    /** Where the API server serves it. */
    public ApiResource resource() {
        return resource;
    }

    /** {@code Backup}. */
    public String kind() {
        return resource.kind();
    }

    /** The kind in messages: {@code backup storage location}. */
    public String noun() {
        return noun;
    }

    /** The noun with a capital letter. */
    public String title() {
        return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
    }
}
