package io.goleta.cli.restore;

import io.goleta.cli.flag.FlagChecks;
import io.goleta.cli.session.VeleroObjects;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.util.Comparator;
import java.util.List;

/** The backups of a schedule. */
final class ScheduledBackups {
    private ScheduledBackups() {}

    static KubernetesObject newest(VeleroObjects velero, String schedule, boolean allowPartiallyFailed) {
        String selector = VeleroApi.SCHEDULE_NAME + "=" + VeleroApi.labelValue(schedule);
        List<String> phases = allowPartiallyFailed ? List.of("Completed", "PartiallyFailed") : List.of("Completed");
        List<KubernetesObject> backups = velero.list(VeleroKind.BACKUP, selector);
        if (backups.isEmpty()) {
            throw FlagChecks.wrong("No backups found for the schedule " + schedule);
        }
        return backups.stream()
                .filter(backup ->
                        phases.contains(backup.string("status", "phase").orElse("")))
                .max(Comparator.comparing(
                        backup -> backup.string("status", "startTimestamp").orElse("")))
                .orElseThrow(() -> FlagChecks.wrong("No completed backups found for the schedule " + schedule
                        + (allowPartiallyFailed
                                ? ""
                                : "; --allow-partially-failed also accepts partially failed ones")));
    }
}
