package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ServerVersion;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.core.select.LabelSelectorProblems;
import io.goleta.server.controller.StatusText;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.GoDuration;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a new backup is carried out, and fills in its defaults. */
public final class BackupAdmission {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackupAdmission.class);

    private final Cluster cluster;
    private final StorageLocations locations;
    private final Defaults defaults;
    private final Clock clock;

    /**
     * Defaults of a backup's fields.
     *
     * @param location used when no location is marked as the default
     */
    public record Defaults(String location, Duration ttl, boolean volumesToFsBackup) {}

    @Inject
    public BackupAdmission(Cluster cluster, StorageLocations locations, Defaults defaults, Clock clock) {
        this.cluster = cluster;
        this.locations = locations;
        this.defaults = defaults;
        this.clock = clock;
    }

    /** The backup with defaults and phase InProgress, or with phase FailedValidation and every reason. */
    Backup admit(Backup backup) {
        try {
            return checked(backup);
        } catch (RuntimeException e) {
            // Velero's fields hold what anybody wrote there; what nobody thought of must not be tried again for ever.
            if (e instanceof GoletaException failure && failure.isRetryable()) {
                throw e;
            }
            LOGGER.info("backup {} is refused", backup.name(), e);
            return refused(backup, List.of("The backup cannot be understood: " + e), defaults.ttl());
        }
    }

    private Backup checked(Backup backup) {
        Backup.Spec spec = backup.spec();
        List<String> errors = new ArrayList<>();
        Optional<String> location = location(spec, errors);
        Duration ttl = ttl(spec, errors);
        checkFilters(spec, errors);
        if (!errors.isEmpty()) {
            return refused(backup, errors, ttl);
        }
        String name = location.orElseThrow();
        boolean allVolumes = Objects.requireNonNullElse(
                spec.defaultVolumesToFsBackup() != null
                        ? spec.defaultVolumesToFsBackup()
                        : spec.defaultVolumesToRestic(),
                defaults.volumesToFsBackup());
        backup.setSpec(spec.withDefaults(name, GoDuration.format(ttl), allVolumes));
        label(backup, name);
        Instant now = clock.instant();
        backup.setStatus(Backup.Status.started(now, now.plus(ttl)));
        return backup;
    }

    private Backup refused(Backup backup, List<String> errors, Duration ttl) {
        List<String> bounded = errors.stream().map(StatusText::bounded).toList();
        backup.setStatus(Backup.Status.invalid(bounded, clock.instant().plus(ttl)));
        return backup;
    }

    private Optional<String> location(Backup.Spec spec, List<String> errors) {
        boolean named =
                spec.storageLocation() != null && !spec.storageLocation().isEmpty();
        String name = named
                ? Objects.requireNonNull(spec.storageLocation())
                : locations.findDefault().map(BackupStorageLocation::name).orElse(defaults.location());
        Optional<BackupStorageLocation> found = locations.find(name);
        if (found.isEmpty()) {
            errors.add("an existing backup storage location wasn't specified at backup creation time and the "
                    + (named ? "default '" + name + "' wasn't found" : "server default '" + name + "' doesn't exist")
                    + ". Please address this issue (see `velero backup-location -h` for options) and create a new"
                    + " backup. Error: backupstoragelocations.velero.io \"" + name + "\" not found");
        } else if (!found.get().spec().allowsWriting()) {
            errors.add("backup can't be created because backup storage location " + name
                    + " is currently in read-only mode");
        }
        return Optional.of(name);
    }

    private Duration ttl(Backup.Spec spec, List<String> errors) {
        try {
            Duration ttl = spec.ttl() == null ? Duration.ZERO : GoDuration.parse(spec.ttl());
            return ttl.isZero() ? defaults.ttl() : ttl;
        } catch (IllegalArgumentException e) {
            errors.add("Invalid ttl: " + e.getMessage());
            return defaults.ttl();
        }
    }

    private static void checkFilters(Backup.Spec spec, List<String> errors) {
        IncludesExcludes.problems(spec.includedResources(), spec.excludedResources())
                .forEach(error -> errors.add("Invalid included/excluded resource lists: " + error));
        IncludesExcludes.namespaceProblems(spec.includedNamespaces(), spec.excludedNamespaces())
                .forEach(error -> errors.add("Invalid included/excluded namespace lists: " + error));
        errors.addAll(LabelSelectorProblems.of("backup", spec.labelSelector(), spec.orLabelSelectors()));
    }

    private void label(Backup backup, String location) {
        backup.setLabel(VeleroApi.STORAGE_LOCATION, VeleroApi.labelValue(location));
        ServerVersion version = cluster.version();
        backup.setAnnotation(VeleroApi.SOURCE_CLUSTER_VERSION, version.gitVersion());
        backup.setAnnotation(VeleroApi.SOURCE_CLUSTER_MAJOR, version.major());
        backup.setAnnotation(VeleroApi.SOURCE_CLUSTER_MINOR, version.minor());
    }
}
