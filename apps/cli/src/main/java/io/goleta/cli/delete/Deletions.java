package io.goleta.cli.delete;

import io.goleta.cli.session.VeleroKind;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the kinds are deleted. */
public final class Deletions {
    private Deletions() {}

    /** A backup: the server deletes its data first, then the object. */
    public static void backup(KubernetesObject backup, VeleroObjects velero, PrintStream out) {
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put(VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backup.name()));
        labels.put(VeleroApi.BACKUP_UID, backup.uid());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("generateName", backup.name() + "-");
        metadata.put("labels", labels);
        velero.create(
                VeleroKind.DELETE_BACKUP_REQUEST,
                VeleroObjects.draft(
                        VeleroKind.DELETE_BACKUP_REQUEST,
                        velero.namespace(),
                        metadata,
                        Map.of("backupName", backup.name())));
        out.println("Request to delete backup \"" + backup.name() + "\" submitted successfully.");
        out.println(
                "The backup will be fully deleted after all associated data (disk snapshots, backup files, restores)"
                        + " are removed.");
    }

    /** A restore: the object only; what was restored stays. */
    public static void restore(KubernetesObject restore, VeleroObjects velero, PrintStream out) {
        velero.delete(VeleroKind.RESTORE, restore.name());
        out.println("Restore \"" + restore.name() + "\" deleted");
    }

    /** A schedule: the object only; its backups stay. */
    public static void schedule(KubernetesObject schedule, VeleroObjects velero, PrintStream out) {
        velero.delete(VeleroKind.SCHEDULE, schedule.name());
        out.println("Schedule deleted: " + schedule.name());
    }

    /** A location with the objects of its backups and repositories; what is in the bucket stays. */
    public static void location(KubernetesObject location, VeleroObjects velero, PrintStream out) {
        velero.delete(VeleroKind.BACKUP_STORAGE_LOCATION, location.name());
        out.println("Backup storage location \"" + location.name() + "\" deleted successfully.");
        String selector = VeleroApi.STORAGE_LOCATION + "=" + VeleroApi.labelValue(location.name());
        for (VeleroKind kind : new VeleroKind[] {VeleroKind.BACKUP, VeleroKind.RESTIC_REPOSITORY}) {
            for (KubernetesObject object : velero.list(kind, selector)) {
                velero.delete(kind, object.name());
                out.println(kind.title() + " associated with the location deleted: " + object.name());
            }
        }
    }
}
