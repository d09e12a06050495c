package io.goleta.core.backup;

import io.goleta.core.api.BackupPhase;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.Results;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A Backup with its final status, as {@code velero-backup.json} has it. */
final class FinishedBackup {
    private static final String FORMAT = "1.1.0";

    private FinishedBackup() {}

    /** Here, and nowhere else, a backup gets its phase. */
    static KubernetesObject of(KubernetesObject backup, Results results, ProgressReporter items, Instant now) {
        BackupPhase phase = results.errors() == 0 ? BackupPhase.Completed : BackupPhase.PartiallyFailed;
        return backup.with(1, "status", "version")
                .with(FORMAT, "status", "formatVersion")
                .with(phase.name(), "status", "phase")
                .with(now.truncatedTo(ChronoUnit.SECONDS).toString(), "status", "completionTimestamp")
                .with(results.warnings(), "status", "warnings")
                .with(results.errors(), "status", "errors")
                .with(Map.of("totalItems", items.total(), "itemsBackedUp", items.itemsDone()), "status", "progress");
    }

    static BackupReport report(KubernetesObject finished) {
        return new BackupReport(
                BackupPhase.valueOf(finished.string("status", "phase").orElse("")),
                number(finished, "warnings"),
                number(finished, "errors"),
                number(finished, "progress", "itemsBackedUp"),
                Instant.parse(finished.string("status", "completionTimestamp").orElse("")));
    }

    /**
     * The report of an execution that published and was killed before it was reported.
     *
     * @throws GoletaException USER when the name is taken by a different backup
     */
    static Optional<BackupReport> reportOfEarlierExecution(BackupRequest request) {
        KubernetesObject backup = request.resource();
        Optional<KubernetesObject> published = request.catalog().metadata(backup.name());
        if (published.isPresent() && !published.get().uid().equals(backup.uid())) {
            throw new GoletaException(
                    Fault.USER,
                    "backup already exists in object storage: location " + request.locationName()
                            + " holds a different backup named " + backup.name()
                            + "; choose a different name, or delete that one first");
        }
        return published.map(FinishedBackup::report);
    }

    private static int number(KubernetesObject finished, String... path) {
        String[] full = new String[path.length + 1];
        full[0] = "status";
        System.arraycopy(path, 0, full, 1, path.length);
        return finished.get(full)
                .filter(Number.class::isInstance)
                .map(value -> ((Number) value).intValue())
                .orElse(0);
    }
}
