package io.goleta.server.control;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.location.StoreChecks;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link BackupSync} for every location as often as the location, or the server's default, says. */
public final class BackupSyncReconciler implements Reconciler<BackupStorageLocation> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackupSyncReconciler.class);

    private final StorageLocations locations;
    private final StoreChecks checks;
    private final BackupSync sync;
    private final Duration defaultPeriod;
    private final Clock clock;

    /**
     * @param defaultPeriod for locations that do not set one; a minute when not positive
     */
    @Inject
    public BackupSyncReconciler(
            StorageLocations locations,
            StoreChecks checks,
            BackupSync sync,
            @Named("backup-sync-period") Duration defaultPeriod,
            Clock clock) {
        this.locations = locations;
        this.checks = checks;
        this.sync = sync;
        this.defaultPeriod = defaultPeriod.isPositive() ? defaultPeriod : Duration.ofMinutes(1);
        this.clock = clock;
    }

    @Override
    public ReconcileResult<BackupStorageLocation> reconcile(
            BackupStorageLocation location, Progress<BackupStorageLocation> progress) throws InterruptedException {
        Duration period = period(location);
        if (period.isZero()) {
            return ReconcileResult.done();
        }
        Duration rest = rest(location, period);
        if (rest.isPositive()) {
            return ReconcileResult.requeue(rest);
        }
        String name = location.name();
        if (checks.isHanging(name)) {
            return ReconcileResult.requeue(period); // its status says so, and this would keep others waiting
        }
        try {
            sync.run(name, locations.catalog(location));
        } catch (GoletaException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // The location's own status says it as well, by its validation.
            LOGGER.warn("location {} not synced: {}", name, e.getMessage());
            return ReconcileResult.requeue(period);
        }
        location.setStatus(synced(location.status(), clock.instant()));
        return ReconcileResult.update(location).requeueAfter(period);
    }

    private Duration rest(BackupStorageLocation location, Duration period) {
        Instant last = location.status().lastSyncedTime();
        return last == null ? Duration.ZERO : Duration.between(clock.instant(), last.plus(period));
    }

    private Duration period(BackupStorageLocation location) {
        return LocationComplaints.duration(location.spec().backupSyncPeriod()).orElse(defaultPeriod);
    }

    private static BackupStorageLocation.Status synced(BackupStorageLocation.@Nullable Status status, Instant now) {
        return status == null
                ? new BackupStorageLocation.Status(null, now, null, null)
                : new BackupStorageLocation.Status(status.phase(), now, status.lastValidationTime(), status.message());
    }
}
