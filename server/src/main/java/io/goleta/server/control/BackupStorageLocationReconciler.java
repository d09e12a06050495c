package io.goleta.server.control;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.BackupStorageLocationSpec;
import io.goleta.core.api.BackupStorageLocationStatus;
import io.goleta.server.loop.Outcome;
import io.goleta.server.loop.Reconciler;
import io.goleta.server.storage.StorageLocations;
import io.goleta.spi.GoDuration;
import io.goleta.spi.error.GoletaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out whether a storage location can be used, at once when its spec changes and now and then after that. */
public final class BackupStorageLocationReconciler implements Reconciler<BackupStorageLocation> {
    private final StorageLocations locations;
    private final Duration defaultFrequency;
    private final Clock clock;
    private final Map<String, BackupStorageLocationSpec> validated = new ConcurrentHashMap<>();

    /**
     * @param defaultFrequency how often to validate a location that does not say so itself
     */
    public BackupStorageLocationReconciler(StorageLocations locations, Duration defaultFrequency, Clock clock) {
        this.locations = locations;
        this.defaultFrequency = defaultFrequency;
        this.clock = clock;
    }

    @Override
    public Outcome<BackupStorageLocation> reconcile(
            BackupStorageLocation location, Progress<BackupStorageLocation> progress) {
        Duration frequency = frequency(location);
        Optional<Duration> rest = rest(location, frequency);
        if (rest.isPresent()) {
            return frequency.isZero() ? Outcome.done() : Outcome.after(rest.get());
        }
        location.setStatus(validate(location));
        validated.put(location.getMetadata().getName(), location.getSpec());
        Outcome<BackupStorageLocation> outcome = Outcome.update(location);
        return frequency.isZero() ? outcome : outcome.again(frequency);
    }

    /** How long until the next validation is due; empty when it is due now. */
    private Optional<Duration> rest(BackupStorageLocation location, Duration frequency) {
        BackupStorageLocationStatus status = location.getStatus();
        boolean unchanged =
                location.getSpec().equals(validated.get(location.getMetadata().getName()));
        if (!unchanged || status == null || status.lastValidationTime() == null) {
            return Optional.empty();
        }
        Duration left =
                Duration.between(clock.instant(), status.lastValidationTime().plus(frequency));
        return frequency.isZero() || left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    private BackupStorageLocationStatus validate(BackupStorageLocation location) {
        Instant lastSync =
                location.getStatus() == null ? null : location.getStatus().lastSyncedTime();
        try {
            locations.catalog(location).check();
            return new BackupStorageLocationStatus("Available", lastSync, clock.instant(), null);
        } catch (GoletaException e) {
            String message = "BackupStorageLocation \"" + location.getMetadata().getName() + "\" is unavailable: "
                    + e.getMessage();
            return new BackupStorageLocationStatus("Unavailable", lastSync, clock.instant(), message);
        }
    }

    private Duration frequency(BackupStorageLocation location) {
        String wanted = location.getSpec().validationFrequency();
        if (wanted == null) {
            return defaultFrequency;
        }
        Duration frequency = GoDuration.parse(wanted);
        return frequency.isNegative() ? defaultFrequency : frequency;
    }
}
