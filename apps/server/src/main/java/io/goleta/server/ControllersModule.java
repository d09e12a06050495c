package io.goleta.server;

import static io.goleta.server.controller.ControllerNames.BACKUP;
import static io.goleta.server.controller.ControllerNames.BACKUP_DELETION;
import static io.goleta.server.controller.ControllerNames.BACKUP_SYNC;
import static io.goleta.server.controller.ControllerNames.DOWNLOAD_REQUEST;
import static io.goleta.server.controller.ControllerNames.GARBAGE_COLLECTION;
import static io.goleta.server.controller.ControllerNames.LOCATION;
import static io.goleta.server.controller.ControllerNames.REPOSITORY;
import static io.goleta.server.controller.ControllerNames.RESTORE;
import static io.goleta.server.controller.ControllerNames.SCHEDULE;
import static io.goleta.server.controller.ControllerNames.SERVER_STATUS_REQUEST;

import com.google.inject.Provider;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.server.control.BackupReconciler;
import io.goleta.server.control.BackupStorageLocationReconciler;
import io.goleta.server.control.BackupSyncReconciler;
import io.goleta.server.control.DeleteBackupRequestReconciler;
import io.goleta.server.control.DownloadRequestReconciler;
import io.goleta.server.control.GarbageCollectionReconciler;
import io.goleta.server.control.RestoreReconciler;
import io.goleta.server.control.ServerStatusRequestReconciler;
import io.goleta.server.controller.ControllerRegistry;
import io.goleta.server.controller.Controllers;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.metrics.BackupMetrics;
import io.goleta.server.metrics.DeletionMetrics;
import io.goleta.server.metrics.RestoreMetrics;
import io.goleta.server.repository.RepositoryReconciler;
import io.goleta.server.repository.RepositoryRequeuer;
import io.goleta.server.schedule.ScheduleReconciler;

/** The controllers of the server, in the order in which they start. */
final class ControllersModule extends ControllerSpecModule {
    // What is reconciled spends its time waiting for the API server and for volumes, so several share the process well.
    private static final int WORKERS = 4;
    // Backups wait for repositories to become ready, and must not wait behind those that are worked on for hours.
    private static final int REPOSITORY_WORKERS = 8;

    @Override
    protected void configure() {
        bind(Controllers.class).to(ControllerRegistry.class);
        add(
                LOCATION,
                VeleroKind.BACKUP_STORAGE_LOCATION,
                observed(BackupStorageLocationReconciler.class, RepositoryRequeuer.class));
        add(BACKUP_SYNC, VeleroKind.BACKUP_STORAGE_LOCATION, getProvider(BackupSyncReconciler.class));
        controller(
                REPOSITORY, VeleroKind.RESTIC_REPOSITORY, getProvider(RepositoryReconciler.class), REPOSITORY_WORKERS);
        add(BACKUP, VeleroKind.BACKUP, observed(BackupReconciler.class, BackupMetrics.class));
        add(RESTORE, VeleroKind.RESTORE, observed(RestoreReconciler.class, RestoreMetrics.class));
        add(
                BACKUP_DELETION,
                VeleroKind.DELETE_BACKUP_REQUEST,
                observed(DeleteBackupRequestReconciler.class, DeletionMetrics.class));
        add(GARBAGE_COLLECTION, VeleroKind.BACKUP, getProvider(GarbageCollectionReconciler.class));
        add(DOWNLOAD_REQUEST, VeleroKind.DOWNLOAD_REQUEST, getProvider(DownloadRequestReconciler.class));
        add(SCHEDULE, VeleroKind.SCHEDULE, getProvider(ScheduleReconciler.class));
        add(SERVER_STATUS_REQUEST, VeleroKind.SERVER_STATUS_REQUEST, getProvider(ServerStatusRequestReconciler.class));
    }

    private <V extends VeleroObject<?, ?>> void add(
            String name, VeleroKind<V> kind, Provider<? extends Reconciler<V>> reconciler) {
        controller(name, kind, reconciler, WORKERS);
    }
}
