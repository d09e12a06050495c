package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.name.Names;
import io.goleta.core.restore.RestoreOrder;
import io.goleta.server.control.BackupAdmission;
import io.goleta.server.control.RestoreReconciler;
import io.goleta.server.controller.ControllerNames;
import io.goleta.server.repository.MaintenanceSchedule;
import jakarta.inject.Named;
import java.net.URI;
import java.time.Duration;

/** The flags of the server: each value under the flag's name, or with others in the record of its user. */
final class ServerOptionsModule extends AbstractModule {
    private final ServerOptions options;

    ServerOptionsModule(ServerOptions options) {
        this.options = options;
    }

    @Override
    protected void configure() {
        duration("fs-backup-timeout", options.podVolumeTimeout);
        duration("store-validation-frequency", options.storeValidationFrequency);
        duration("backup-sync-period", options.backupSyncPeriod);
        duration("garbage-collection-frequency", options.garbageCollectionFrequency);
        bind(BackupAdmission.Defaults.class)
                .toInstance(new BackupAdmission.Defaults(
                        options.defaultBackupStorageLocation,
                        options.defaultBackupTtl,
                        options.defaultVolumesToFsBackup));
        bind(RestoreReconciler.Timeouts.class)
                .toInstance(
                        new RestoreReconciler.Timeouts(options.podVolumeTimeout, options.terminatingResourceTimeout));
        bind(MaintenanceSchedule.class)
                .toInstance(new MaintenanceSchedule(
                        options.defaultPruneFrequency,
                        options.repositoryCheckFrequency,
                        options.repositoryCheckReadData));
        // Invalid values of these are reported like everything else that goes wrong at the start, not by Guice.
        bind(ControllerNames.class)
                .toProvider(() -> new ControllerNames(options.disabledControllers, options.restoreOnly));
        bind(RestoreOrder.class)
                .toProvider(() -> options.restoreResourcePriorities.isBlank()
                        ? RestoreOrder.standard()
                        : RestoreOrder.of(options.restoreResourcePriorities));
    }

    private void duration(String flag, Duration value) {
        bind(Duration.class).annotatedWith(Names.named(flag)).toInstance(value);
    }

    @Provides
    @Named("download-address")
    URI downloadAddress(CommonOptions common) {
        return options.downloadUrl(common.metricsAddress);
    }
}
