package io.goleta.cli.schedule;

import io.goleta.cli.command.ObjectSelection;
import io.goleta.cli.session.Session;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velero schedule pause NAMES} and {@code unpause NAMES}. */
public final class PauseScheduleCommand implements Runnable {
    private final Session session;
    private final boolean pause;

    @Mixin
    private final ObjectSelection selection = new ObjectSelection();

    @Option(
            names = "--skip-immediately",
            description = "Whether a run that is due when the schedule is unpaused is skipped (unchanged).")
    @Nullable
    private Boolean skipImmediately;

    /** @param pause false to unpause */
    public PauseScheduleCommand(Session session, boolean pause) {
        this.session = session;
        this.pause = pause;
    }

    @Override
    public void run() {
        VeleroObjects velero = session.velero();
        List<KubernetesObject> schedules = selection.of(VeleroKind.SCHEDULE, velero);
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
        Map<String, Object> spec = new HashMap<>(Map.of("paused", pause));
        if (skipImmediately != null) {
            spec.put("skipImmediately", skipImmediately);
        }
        velero.patch(VeleroKind.SCHEDULE, schedule.name(), Map.of("spec", spec));
        session.out().println("Schedule " + schedule.name() + " " + state + " successfully");
    }
}
