package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.run.ProgressReporter;
import io.goleta.core.run.Results;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A Backup with its final status, as {@code velero-backup.json} has it. */
final class FinishedBackup {
    private FinishedBackup() {}

    /** Here, and nowhere else, a backup gets its phase. */
    static KubernetesObject of(KubernetesObject backup, Results results, ProgressReporter items, Instant now) {
        Backup.Phase phase = results.errors() == 0 ? Backup.Phase.Completed : Backup.Phase.PartiallyFailed;
        Backup finished = VeleroKind.BACKUP.of(backup);
        finished.setStatus(finished.status()
                .finished(phase, now, results.warnings(), results.errors(), items.total(), items.itemsDone()));
        return finished.object();
    }

    static BackupReport report(KubernetesObject finished) {
        Backup.Status status = VeleroKind.BACKUP.of(finished).status();
        return new BackupReport(
                Objects.requireNonNull(status.phase()),
                Objects.requireNonNullElse(status.warnings(), 0),
                Objects.requireNonNullElse(status.errors(), 0),
                status.progress() == null ? 0 : status.progress().itemsBackedUp(),
                Objects.requireNonNull(status.completionTimestamp()));
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
}
