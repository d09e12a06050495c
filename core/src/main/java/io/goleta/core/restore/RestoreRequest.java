package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.spi.item.KubernetesObject;
import java.nio.file.Path;
import java.time.Duration;

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
 */
public record RestoreRequest(
        KubernetesObject resource,
        Restore.Spec spec,
        String locationName,
        BackupCatalog catalog,
        Duration volumeTimeout,
        Duration terminatingTimeout,
        Path scratch) {}
