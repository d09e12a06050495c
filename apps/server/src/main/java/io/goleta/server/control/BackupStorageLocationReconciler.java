package io.goleta.server.control;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Reconciler;
import io.goleta.server.controller.StatusText;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.location.StoreChecks;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a storage location can be used, at once when its spec changes and now and then after that. Each time looks into
 * the bucket. Whether objects can be written as well is tried, with two more requests, when the spec or the credentials are new,
 * while the location is unavailable, and else once an hour; never in a location that is only for reading.
 */
public final class BackupStorageLocationReconciler implements Reconciler<BackupStorageLocation> {
    private static final Duration BETWEEN_WRITES = Duration.ofHours(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(BackupStorageLocationReconciler.class);

    private final StorageLocations locations;
    private final StoreChecks checks;
    private final Duration defaultFrequency;
    private final Clock clock;
    private final Map<String, BackupStorageLocation.Spec> validated = new ConcurrentHashMap<>();
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    /** When a store was last seen to take objects. */
    private record Written(ObjectStore store, Instant at) {}

    /**
     * @param defaultFrequency for locations that do not set one
     */
    @Inject
    public BackupStorageLocationReconciler(
            StorageLocations locations,
            StoreChecks checks,
            @Named("store-validation-frequency") Duration defaultFrequency,
            Clock clock) {
        this.locations = locations;
        this.checks = checks;
        this.defaultFrequency = defaultFrequency;
        this.clock = clock;
    }

    @Override
    public ReconcileResult<BackupStorageLocation> reconcile(
            BackupStorageLocation location, Progress<BackupStorageLocation> progress) throws InterruptedException {
        Duration frequency = frequency(location);
        Optional<Duration> rest = rest(location, frequency);
        if (rest.isPresent()) {
            return frequency.isZero() ? ReconcileResult.done() : ReconcileResult.requeue(rest.get());
        }
        location.setStatus(validate(location));
        validated.put(location.name(), location.spec());
        ReconcileResult<BackupStorageLocation> outcome = ReconcileResult.update(location);
        return frequency.isZero() ? outcome : outcome.requeueAfter(frequency);
    }

    /** How long until the next validation is due; empty when it is due now. */
    private Optional<Duration> rest(BackupStorageLocation location, Duration frequency) {
        BackupStorageLocation.Status status = location.status();
        boolean unchanged = location.spec().equals(validated.get(location.name()));
        if (!unchanged || status.lastValidationTime() == null) {
            return Optional.empty();
        }
        Duration left =
                Duration.between(clock.instant(), status.lastValidationTime().plus(frequency));
        return frequency.isZero() || left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    private BackupStorageLocation.Status validate(BackupStorageLocation location) throws InterruptedException {
        Instant lastSync = location.status().lastSyncedTime();
        List<String> complaints = LocationComplaints.of(location, locations.defaults());
        String complaint = complaints.isEmpty() ? null : String.join("; ", complaints);
        if (complaint != null && !complaint.equals(location.status().message())) {
            LOGGER.warn("BackupStorageLocation {}: {}", location.name(), complaint);
        }
        try {
            checks.run(location.name(), () -> check(location));
            return new BackupStorageLocation.Status("Available", lastSync, clock.instant(), complaint);
        } catch (GoletaException e) {
            if (e.fault() == Fault.CLUSTER && e.isRetryable()) {
                throw e; // says nothing about the location
            }
            written.remove(location.name());
            String message = "BackupStorageLocation \"" + location.name() + "\" is unavailable: "
                    + StatusText.bounded(String.valueOf(e.getMessage())) + (complaint == null ? "" : "; " + complaint);
            return new BackupStorageLocation.Status("Unavailable", lastSync, clock.instant(), message);
        }
    }

    private void check(BackupStorageLocation location) {
        locations.catalog(location).check();
        if (location.spec().allowsWriting()) {
            checkWritable(location);
        }
    }

    private void checkWritable(BackupStorageLocation location) {
        String name = location.name();
        ObjectStore store = locations.store(location);
        Written last = written.get(name);
        Instant now = clock.instant();
        if (last == null || last.store() != store || !now.isBefore(last.at().plus(BETWEEN_WRITES))) {
            written.remove(name);
            locations.catalog(location).checkWritable();
            written.put(name, new Written(store, now));
        }
    }

    private Duration frequency(BackupStorageLocation location) {
        return LocationComplaints.duration(location.spec().validationFrequency())
                .orElse(defaultFrequency);
    }
}
