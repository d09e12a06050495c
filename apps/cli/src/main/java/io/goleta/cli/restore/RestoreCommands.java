package io.goleta.cli.restore;

import io.goleta.cli.command.DeleteCommand;
import io.goleta.cli.command.GetCommand;
import io.goleta.cli.command.Group;
import io.goleta.cli.command.LogsCommand;
import io.goleta.cli.describe.DescribeCommand;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;

/** The commands for restores. */
public record RestoreCommands(Session session) {
    /** {@code velero restore}. */
    public Group group() {
        return new Group("restore", "Work with restores.")
                .add("create", "Create a restore.", create())
                .add("delete", "Delete restores; restored objects are kept.", delete())
                .add("describe", "Describe restores.", describe())
                .add("get", "List restores.", get())
                .add(
                        "logs",
                        "Print the log of a restore.",
                        new LogsCommand(session, VeleroKind.RESTORE, DownloadRequest.Kind.RestoreLog));
    }

    /** {@code velero restore create}. */
    public CreateRestoreCommand create() {
        return new CreateRestoreCommand(session);
    }

    /** {@code velero restore get}. */
    public GetCommand get() {
        return new GetCommand(session, VeleroKind.RESTORE, new RestoreTable(session.clock()));
    }

    /** {@code velero restore describe}. */
    public DescribeCommand describe() {
        return new DescribeCommand(session, VeleroKind.RESTORE, new RestoreDescriber());
    }

    /** {@code velero restore delete}. */
    public DeleteCommand delete() {
        return new DeleteCommand(session, VeleroKind.RESTORE, RestoreCommands::deleteObject);
    }

    /** A finalizer keeps the object until the server has removed the restore's files. */
    private static boolean deleteObject(KubernetesObject restore, VeleroObjects velero, PrintStream out) {
        velero.delete(VeleroKind.RESTORE, restore.name());
        if (!restore.list("metadata", "finalizers").isEmpty()) {
            out.println("Request to delete restore \"" + restore.name() + "\" submitted successfully.");
            out.println("The server removes the restore's log and results from the object store, then the restore.");
            return true;
        }
        out.println("Restore \"" + restore.name() + "\" deleted");
        return false;
    }
}
