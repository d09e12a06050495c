package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One restore to make.
 *
 * @param resource the Restore, validated, phase InProgress
 * @param spec the same, typed; names the backup
 * @param locationName of the backup's BackupStorageLocation
 * @param catalog of that location
 * @param volumeTimeout how long to wait for all volumes together
 * @param terminatingTimeout how long to wait for a namespace or volume that is being deleted
 * @param scratch an empty folder for this run
 * @param warnings what is known before the run and belongs to its results
 */
public record RestoreRequest(
        KubernetesObject resource,
        Restore.Spec spec,
        String locationName,
        BackupCatalog catalog,
        Duration volumeTimeout,
        Duration terminatingTimeout,
        Path scratch,
        List<String> warnings) {

    /** A restore without warnings. */
    public RestoreRequest(
            KubernetesObject resource,
            Restore.Spec spec,
            String locationName,
            BackupCatalog catalog,
            Duration volumeTimeout,
            Duration terminatingTimeout,
            Path scratch) {
        this(resource, spec, locationName, catalog, volumeTimeout, terminatingTimeout, scratch, List.of());
    }

    /** The same restore, with these warnings. */
    public RestoreRequest withWarnings(List<String> known) {
        return new RestoreRequest(
                resource, spec, locationName, catalog, volumeTimeout, terminatingTimeout, scratch, List.copyOf(known));
    }
}
