package io.goleta.core.backup;

import io.goleta.core.api.Backup;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One backup to make.
 *
 * @param resource the Backup, validated and with defaults applied, phase InProgress
 * @param spec the same, typed
 * @param locationName of the BackupStorageLocation
 * @param catalog of that location
 * @param volumeTimeout how long to wait for all volumes together
 * @param scratch an empty folder for this run
 * @param warnings what is known before the run and belongs to its results
 */
public record BackupRequest(
        KubernetesObject resource,
        Backup.Spec spec,
        String locationName,
        BackupCatalog catalog,
        Duration volumeTimeout,
        Path scratch,
        List<String> warnings) {

    /** A backup without warnings. */
    public BackupRequest(
            KubernetesObject resource,
            Backup.Spec spec,
            String locationName,
            BackupCatalog catalog,
            Duration volumeTimeout,
            Path scratch) {
        this(resource, spec, locationName, catalog, volumeTimeout, scratch, List.of());
    }

    /** The same backup, with these warnings. */
    public BackupRequest withWarnings(List<String> known) {
        return new BackupRequest(resource, spec, locationName, catalog, volumeTimeout, scratch, List.copyOf(known));
    }
}
