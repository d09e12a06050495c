package io.goleta.server.schedule;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Schedule;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The backup that a schedule makes. */
final class ScheduledBackup {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private ScheduledBackup() {}

    /**
     * A new backup. Its name comes from the moment at which the schedule was due and not from the clock, so that it is created once
     * even if the server is killed before it has noted that.
     */
    static Backup of(Schedule schedule, Instant due) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", schedule.name() + "-" + TIMESTAMP.format(due));
        metadata.put("namespace", schedule.namespace());
        metadata.put("labels", labels(schedule));
        Map<String, String> annotations = new LinkedHashMap<>(schedule.annotations());
        annotations.remove(LAST_APPLIED); // it describes the schedule
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        if (Boolean.TRUE.equals(schedule.spec().useOwnerReferencesInBackup())) {
            metadata.put("ownerReferences", List.of(owner(schedule)));
        }
        return VeleroKind.BACKUP.of(KubernetesObject.of(Map.of(
                "apiVersion",
                VeleroApi.API_VERSION,
                "kind",
                VeleroKind.BACKUP.kind(),
                "metadata",
                metadata,
                "spec",
                schedule.object().map("spec", "template"))));
    }

    private static Map<String, String> labels(Schedule schedule) {
        Map<String, String> ofTemplate = schedule.object().strings("spec", "template", "metadata", "labels");
        Map<String, String> labels = new LinkedHashMap<>(ofTemplate.isEmpty() ? schedule.labels() : ofTemplate);
        labels.put(VeleroApi.SCHEDULE_NAME, VeleroApi.labelValue(schedule.name()));
        return labels;
    }

    private static Map<String, Object> owner(Schedule schedule) {
        return Map.of(
                "apiVersion",
                VeleroApi.API_VERSION,
                "kind",
                VeleroKind.SCHEDULE.kind(),
                "name",
                schedule.name(),
                "uid",
                schedule.uid(),
                "controller",
                true);
    }

    /** Whether a schedule made the backup. */
    static boolean isOf(Schedule schedule, Backup backup) {
        return VeleroApi.labelValue(schedule.name()).equals(backup.labels().get(VeleroApi.SCHEDULE_NAME));
    }
}
