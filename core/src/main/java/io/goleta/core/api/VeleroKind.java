package io.goleta.core.api;

import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One kind of Velero's API. The constants are the table of all kinds: their names are written here and nowhere else.
 *
 * @param <V> the view of its objects
 */
public final class VeleroKind<V extends VeleroObject<?, ?>> {
    public static final VeleroKind<Backup> BACKUP = new VeleroKind<>("Backup", "backups", "backup", Backup::new);
    public static final VeleroKind<Restore> RESTORE = new VeleroKind<>("Restore", "restores", "restore", Restore::new);
    public static final VeleroKind<Schedule> SCHEDULE =
            new VeleroKind<>("Schedule", "schedules", "schedule", Schedule::new);
    public static final VeleroKind<BackupStorageLocation> BACKUP_STORAGE_LOCATION = new VeleroKind<>(
            "BackupStorageLocation", "backupstoragelocations", "backup storage location", BackupStorageLocation::new);
    public static final VeleroKind<VolumeSnapshotLocation> VOLUME_SNAPSHOT_LOCATION = new VeleroKind<>(
            "VolumeSnapshotLocation",
            "volumesnapshotlocations",
            "volume snapshot location",
            VolumeSnapshotLocation::new);
    public static final VeleroKind<ResticRepository> RESTIC_REPOSITORY =
            new VeleroKind<>("ResticRepository", "resticrepositories", "restic repository", ResticRepository::new);
    public static final VeleroKind<PodVolumeBackup> POD_VOLUME_BACKUP =
            new VeleroKind<>("PodVolumeBackup", "podvolumebackups", "pod volume backup", PodVolumeBackup::new);
    public static final VeleroKind<PodVolumeRestore> POD_VOLUME_RESTORE =
            new VeleroKind<>("PodVolumeRestore", "podvolumerestores", "pod volume restore", PodVolumeRestore::new);
    public static final VeleroKind<DeleteBackupRequest> DELETE_BACKUP_REQUEST = new VeleroKind<>(
            "DeleteBackupRequest", "deletebackuprequests", "delete backup request", DeleteBackupRequest::new);
    public static final VeleroKind<DownloadRequest> DOWNLOAD_REQUEST =
            new VeleroKind<>("DownloadRequest", "downloadrequests", "download request", DownloadRequest::new);
    public static final VeleroKind<ServerStatusRequest> SERVER_STATUS_REQUEST = new VeleroKind<>(
            "ServerStatusRequest", "serverstatusrequests", "server status request", ServerStatusRequest::new);

    /** Every kind there is. */
    public static final List<VeleroKind<?>> ALL = List.of(
            BACKUP,
            RESTORE,
            SCHEDULE,
            BACKUP_STORAGE_LOCATION,
            VOLUME_SNAPSHOT_LOCATION,
            RESTIC_REPOSITORY,
            POD_VOLUME_BACKUP,
            POD_VOLUME_RESTORE,
            DELETE_BACKUP_REQUEST,
            DOWNLOAD_REQUEST,
            SERVER_STATUS_REQUEST);

    private final String kind;
    private final GroupResource id;
    private final String noun;
    private final Function<KubernetesObject, V> view;

    private VeleroKind(String kind, String plural, String noun, Function<KubernetesObject, V> view) {
        this.kind = kind;
        this.id = new GroupResource(VeleroApi.GROUP, plural);
        this.noun = noun;
        this.view = view;
    }

    /** {@code Backup}. */
    public String kind() {
        return kind;
    }

    /** {@code backups.velero.io}. */
    public GroupResource id() {
        return id;
    }

    /** What a message calls it: {@code backup storage location}. */
    public String noun() {
        return noun;
    }

    /** The noun with a capital letter. */
    public String title() {
        return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
    }

    /** An object of this kind. Never throws: see {@link VeleroObject#problem()}. */
    public V of(KubernetesObject object) {
        return view.apply(object);
    }

    /** A new object with nothing but its name, not in the cluster yet. */
    public V named(String namespace, String name) {
        return of(KubernetesObject.of(Map.of(
                "apiVersion",
                VeleroApi.API_VERSION,
                "kind",
                kind,
                "metadata",
                Map.of("namespace", namespace, "name", name))));
    }

    @Override
    public String toString() {
        return kind;
    }
}
