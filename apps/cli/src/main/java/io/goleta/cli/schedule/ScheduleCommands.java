package io.goleta.cli.schedule;

import io.goleta.cli.command.DeleteCommand;
import io.goleta.cli.command.GetCommand;
import io.goleta.cli.command.Group;
import io.goleta.cli.describe.DescribeCommand;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.io.PrintStream;

/** The commands for schedules. */
public record ScheduleCommands(Session session) {
    /** {@code velero schedule}. */
    public Group group() {
        return new Group("schedule", "Work with schedules.")
                .add("create", "Create a schedule.", create())
                .add("delete", "Delete schedules; their backups are kept.", delete())
                .add("describe", "Describe schedules.", describe())
                .add("get", "List schedules.", get())
                .add("pause", "Pause schedules.", new PauseScheduleCommand(session, true))
                .add("unpause", "Let schedules run again.", new PauseScheduleCommand(session, false));
    }

    /** {@code velero schedule create}. */
    public CreateScheduleCommand create() {
        return new CreateScheduleCommand(session);
    }

    /** {@code velero schedule get}. */
    public GetCommand get() {
        return new GetCommand(session, VeleroKind.SCHEDULE, new ScheduleTable(session.clock()));
    }

    /** {@code velero schedule describe}. */
    public DescribeCommand describe() {
        return new DescribeCommand(session, VeleroKind.SCHEDULE, new ScheduleDescriber());
    }

    /** {@code velero schedule delete}. */
    public DeleteCommand delete() {
        return new DeleteCommand(session, VeleroKind.SCHEDULE, ScheduleCommands::deleteObject);
    }

    private static boolean deleteObject(KubernetesObject schedule, VeleroObjects velero, PrintStream out) {
        velero.delete(VeleroKind.SCHEDULE, schedule.name());
        out.println("Schedule deleted: " + schedule.name());
        return false;
    }
}
