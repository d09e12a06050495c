package io.goleta.cli.backup;

import io.goleta.cli.command.DeleteCommand;
import io.goleta.cli.command.GetCommand;
import io.goleta.cli.command.Group;
import io.goleta.cli.command.LogsCommand;
import io.goleta.cli.describe.DescribeCommand;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The commands for backups. */
public record BackupCommands(Session session) {
    /** {@code velero backup}. */
    public Group group() {
        return new Group("backup", "Work with backups.")
                .add("create", "Create a backup.", create())
                .add("delete", "Delete backups with all their data.", delete())
                .add("describe", "Describe backups.", describe())
                .add("download", "Download the archive of a backup.", new DownloadCommand(session))
                .add("get", "List backups.", get())
                .add(
                        "logs",
                        "Print the log of a backup.",
                        new LogsCommand(session, VeleroKind.BACKUP, DownloadRequest.Kind.BackupLog));
    }

    /** {@code velero backup create}. */
    public CreateBackupCommand create() {
        return new CreateBackupCommand(session);
    }

    /** {@code velero backup get}. */
    public GetCommand get() {
        return new GetCommand(session, VeleroKind.BACKUP, new BackupTable(session.clock()));
    }

    /** {@code velero backup describe}. */
    public DescribeCommand describe() {
        return new DescribeCommand(session, VeleroKind.BACKUP, new BackupDescriber());
    }

    /** {@code velero backup delete}. */
    public DeleteCommand delete() {
        return new DeleteCommand(session, VeleroKind.BACKUP, BackupCommands::requestDeletion);
    }

    /** The server deletes the backup's data first, then the object. */
    private static boolean requestDeletion(KubernetesObject backup, VeleroObjects velero, PrintStream out) {
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
        return true;
    }
}
