package io.goleta.cli.location;

import io.goleta.cli.command.DeleteCommand;
import io.goleta.cli.command.GetCommand;
import io.goleta.cli.command.Group;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;
import java.util.List;

/** The commands for backup storage locations and volume snapshot locations. */
public record LocationCommands(Session session) {
    private static final List<VeleroKind<?>> OBJECTS_OF_A_LOCATION =
            List.of(VeleroKind.BACKUP, VeleroKind.RESTIC_REPOSITORY);

    /** {@code velero backup-location}. */
    public Group backupLocations() {
        return new Group("backup-location", "Work with backup storage locations.")
                .add("create", "Create a backup storage location.", create())
                .add("delete", "Delete backup storage locations; the bucket's content is kept.", delete())
                .add("get", "List backup storage locations.", get())
                .add("set", "Change a backup storage location.", new SetLocationCommand(session));
    }

    /** {@code velero snapshot-location}. */
    public Group snapshotLocations() {
        return new Group("snapshot-location", "Work with volume snapshot locations.")
                .add("get", "List volume snapshot locations.", getSnapshotLocations());
    }

    /** {@code velero backup-location create}. */
    public CreateLocationCommand create() {
        return new CreateLocationCommand(session);
    }

    /** {@code velero backup-location get}. */
    public GetLocationsCommand get() {
        return new GetLocationsCommand(session);
    }

    /** {@code velero snapshot-location get}. */
    public GetCommand getSnapshotLocations() {
        return new GetCommand(session, VeleroKind.VOLUME_SNAPSHOT_LOCATION, new SnapshotLocationTable());
    }

    /** {@code velero backup-location delete}. */
    public DeleteCommand delete() {
        return new DeleteCommand(session, VeleroKind.BACKUP_STORAGE_LOCATION, LocationCommands::deleteObjects);
    }

    /** Deletes the location and the objects of its backups and repositories; the bucket's content is kept. */
    private static boolean deleteObjects(KubernetesObject location, VeleroObjects velero, PrintStream out) {
        velero.delete(VeleroKind.BACKUP_STORAGE_LOCATION, location.name());
        out.println("Backup storage location \"" + location.name() + "\" deleted successfully.");
        String selector = VeleroApi.STORAGE_LOCATION + "=" + VeleroApi.labelValue(location.name());
        for (VeleroKind<?> kind : OBJECTS_OF_A_LOCATION) {
            for (KubernetesObject object : velero.list(kind, selector)) {
                velero.delete(kind, object.name());
                out.println(kind.title() + " associated with the location deleted: " + object.name());
            }
        }
        return false;
    }
}
