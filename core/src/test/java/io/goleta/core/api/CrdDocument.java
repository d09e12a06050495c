package io.goleta.core.api;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The definition of one kind, made from its Java type. */
record CrdDocument(VeleroKind<?> type, Class<?> spec, Class<?> status, List<String> shortNames, List<Column> columns) {

    /** A column of {@code kubectl get}; its type is {@code string}, {@code date}, {@code boolean} or {@code integer}. */
    record Column(String name, String type, String path) {
        static final Column STATUS = new Column("Status", "string", ".status.phase");
        static final Column AGE = new Column("Age", "date", ".metadata.creationTimestamp");
    }

    /** Velero's columns first, where it has any, in its order. */
    static List<CrdDocument> all() {
        return List.of(
                new CrdDocument(
                        VeleroKind.BACKUP,
                        Backup.Spec.class,
                        Backup.Status.class,
                        List.of(),
                        List.of(
                                Column.STATUS,
                                new Column("Errors", "integer", ".status.errors"),
                                new Column("Warnings", "integer", ".status.warnings"),
                                new Column("Started", "date", ".status.startTimestamp"),
                                new Column("Storage Location", "string", ".spec.storageLocation"),
                                Column.AGE)),
                new CrdDocument(
                        VeleroKind.BACKUP_STORAGE_LOCATION,
                        BackupStorageLocation.Spec.class,
                        BackupStorageLocation.Status.class,
                        List.of("bsl"),
                        List.of(
                                new Column("Phase", "string", ".status.phase"),
                                new Column("Last Validated", "date", ".status.lastValidationTime"),
                                Column.AGE,
                                new Column("Default", "boolean", ".spec.default"))),
                new CrdDocument(
                        VeleroKind.DELETE_BACKUP_REQUEST,
                        DeleteBackupRequest.Spec.class,
                        DeleteBackupRequest.Status.class,
                        List.of(),
                        List.of(new Column("BackupName", "string", ".spec.backupName"), Column.STATUS, Column.AGE)),
                new CrdDocument(
                        VeleroKind.DOWNLOAD_REQUEST,
                        DownloadRequest.Spec.class,
                        DownloadRequest.Status.class,
                        List.of(),
                        List.of(
                                new Column("Kind", "string", ".spec.target.kind"),
                                new Column("Target", "string", ".spec.target.name"),
                                Column.STATUS,
                                Column.AGE)),
                new CrdDocument(
                        VeleroKind.POD_VOLUME_BACKUP,
                        PodVolumeBackup.Spec.class,
                        PodVolumeBackup.Status.class,
                        List.of(),
                        List.of(
                                Column.STATUS,
                                new Column("Created", "date", ".status.startTimestamp"),
                                new Column("Namespace", "string", ".spec.pod.namespace"),
                                new Column("Pod", "string", ".spec.pod.name"),
                                new Column("Volume", "string", ".spec.volume"),
                                new Column("Restic Repo", "string", ".spec.repoIdentifier"),
                                new Column("Storage Location", "string", ".spec.backupStorageLocation"),
                                Column.AGE)),
                new CrdDocument(
                        VeleroKind.POD_VOLUME_RESTORE,
                        PodVolumeRestore.Spec.class,
                        PodVolumeRestore.Status.class,
                        List.of(),
                        List.of(
                                new Column("Namespace", "string", ".spec.pod.namespace"),
                                new Column("Pod", "string", ".spec.pod.name"),
                                new Column("Volume", "string", ".spec.volume"),
                                Column.STATUS,
                                new Column("TotalBytes", "integer", ".status.progress.totalBytes"),
                                new Column("BytesDone", "integer", ".status.progress.bytesDone"),
                                Column.AGE)),
                new CrdDocument(
                        VeleroKind.RESTIC_REPOSITORY,
                        ResticRepository.Spec.class,
                        ResticRepository.Status.class,
                        List.of(),
                        List.of(
                                Column.AGE,
                                Column.STATUS,
                                new Column("Volume Namespace", "string", ".spec.volumeNamespace"),
                                new Column("Storage Location", "string", ".spec.backupStorageLocation"),
                                new Column("Last Maintenance", "date", ".status.lastMaintenanceTime"))),
                new CrdDocument(
                        VeleroKind.RESTORE,
                        Restore.Spec.class,
                        Restore.Status.class,
                        List.of(),
                        List.of(
                                new Column("Backup", "string", ".spec.backupName"),
                                Column.STATUS,
                                new Column("Errors", "integer", ".status.errors"),
                                new Column("Warnings", "integer", ".status.warnings"),
                                Column.AGE)),
                new CrdDocument(
                        VeleroKind.SCHEDULE,
                        Schedule.Spec.class,
                        Schedule.Status.class,
                        List.of(),
                        List.of(
                                Column.STATUS,
                                new Column("Schedule", "string", ".spec.schedule"),
                                new Column("LastBackup", "date", ".status.lastBackup"),
                                Column.AGE,
                                new Column("Paused", "boolean", ".spec.paused"))),
                new CrdDocument(
                        VeleroKind.SERVER_STATUS_REQUEST,
                        ServerStatusRequest.Spec.class,
                        ServerStatusRequest.Status.class,
                        List.of("ssr"),
                        List.of(
                                Column.STATUS,
                                new Column("Server Version", "string", ".status.serverVersion"),
                                Column.AGE)),
                new CrdDocument(
                        VeleroKind.VOLUME_SNAPSHOT_LOCATION,
                        VolumeSnapshotLocation.Spec.class,
                        VolumeSnapshotLocation.Status.class,
                        List.of("vsl"),
                        List.of(new Column("Provider", "string", ".spec.provider"), Column.AGE)));
    }

    String fileName() {
        return plural() + ".yaml";
    }

    String yaml() {
        Map<String, Object> crd = ordered("apiVersion", "apiextensions.k8s.io/v1", "kind", "CustomResourceDefinition");
        crd.put(
                "metadata",
                ordered("name", plural() + "." + VeleroApi.GROUP, "labels", ordered("component", "velero")));
        crd.put(
                "spec",
                ordered(
                        "group",
                        VeleroApi.GROUP,
                        "names",
                        names(),
                        "scope",
                        "Namespaced",
                        "versions",
                        List.of(version())));
        return new KubernetesSerialization().asYaml(crd).replaceFirst("^---\n", "");
    }

    private Map<String, Object> names() {
        String kind = type.kind();
        Map<String, Object> names = ordered(
                "kind", kind, "listKind", kind + "List", "plural", plural(), "singular", kind.toLowerCase(Locale.ROOT));
        if (!shortNames.isEmpty()) {
            names.put("shortNames", shortNames);
        }
        return names;
    }

    private Map<String, Object> version() {
        Map<String, Object> properties = ordered(
                "apiVersion", ordered("type", "string"),
                "kind", ordered("type", "string"),
                "metadata", ordered("type", "object"));
        properties.put("spec", RecordSchema.of(spec));
        properties.put("status", RecordSchema.of(status));
        Map<String, Object> version = ordered("name", VeleroApi.VERSION, "served", true, "storage", true);
        if (!columns.isEmpty()) {
            version.put(
                    "additionalPrinterColumns",
                    columns.stream()
                            .map(column ->
                                    ordered("name", column.name(), "type", column.type(), "jsonPath", column.path()))
                            .toList());
        }
        version.put("schema", ordered("openAPIV3Schema", ordered("type", "object", "properties", properties)));
        return version;
    }

    private String plural() {
        return type.id().resource();
    }

    private static Map<String, Object> ordered(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
