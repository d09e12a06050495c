package io.goleta.cli.schedule;

import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velero schedule pause NAMES} and {@code unpause NAMES}. */
public final class PauseScheduleCommand implements Runnable {
    private final Session session;
    private final boolean pause;

    @Parameters(paramLabel = "NAMES", arity = "0..*", description = "The schedules.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All schedules.")
    private boolean all;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            description = "The schedules with these labels.")
    private String selector = "";

    @Option(
            names = "--skip-immediately",
            description = "Whether a run that is due when the schedule is unpaused is skipped.")
    private boolean skipImmediately;

    /** @param pause false to unpause */
    public PauseScheduleCommand(Session session, boolean pause) {
        this.session = session;
        this.pause = pause;
    }

    @Override
    public void run() {
        int ways = (names.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (selector.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw new GoletaException(
                    Fault.USER,
                    "you must specify exactly one of: specific schedule name(s), the --all flag, or the --selector flag");
        }
        VeleroObjects velero = session.velero();
        List<KubernetesObject> schedules = velero.select(VeleroKind.SCHEDULE, names, selector);
        if (schedules.isEmpty()) {
            session.out().println("No schedules found");
        }
        schedules.forEach(schedule -> set(schedule, velero));
    }

    private void set(KubernetesObject schedule, VeleroObjects velero) {
        String state = pause ? "paused" : "unpaused";
        if (schedule.get("spec", "paused").equals(Optional.of(true)) == pause) {
            session.out().println("Schedule " + schedule.name() + " is already " + state + ", skip");
            return;
        }
        velero.patch(
                VeleroKind.SCHEDULE,
                schedule.name(),
                Map.of("spec", Map.of("paused", pause, "skipImmediately", skipImmediately)));
        session.out().println("Schedule " + schedule.name() + " " + state + " successfully");
    }
}
