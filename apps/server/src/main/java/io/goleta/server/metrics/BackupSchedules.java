package io.goleta.server.metrics;

import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroApi;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;

/** Which schedule made a backup. */
public final class BackupSchedules {
    private final Supplier<List<Backup>> known;

    /**
     * @param known all backups of this installation, as last seen
     */
    @Inject
    public BackupSchedules(Supplier<List<Backup>> known) {
        this.known = known;
    }

    /** The schedule of the backup of this name; empty when there is no such backup, or it was made by hand. */
    String of(String backup) {
        return known.get().stream()
                .filter(found -> found.name().equals(backup))
                .map(BackupSchedules::of)
                .findFirst()
                .orElse("");
    }

    /** Empty for a backup that was made by hand. */
    static String of(Backup backup) {
        return backup.labels().getOrDefault(VeleroApi.SCHEDULE_NAME, "");
    }
}
