package io.goleta.server.control;

import io.goleta.core.api.Backup;
import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.select.IncludesExcludes;
import io.goleta.core.select.LabelSelectorProblems;
import io.goleta.server.controller.StatusText;
import io.goleta.spi.error.GoletaException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a new restore is carried out, and from which backup. */
public final class RestoreAdmission {
    // In the order and under the names of Velero; the engine leaves out more than these.
    private static final List<String> NEVER_RESTORED = List.of(
            "nodes",
            "events",
            "events.events.k8s.io",
            "backups.velero.io",
            "restores.velero.io",
            "resticrepositories.velero.io",
            "csinodes.storage.k8s.io",
            "volumeattachments.storage.k8s.io");

    private static final Logger LOGGER = LoggerFactory.getLogger(RestoreAdmission.class);

    private final Cluster cluster;
    private final String namespace;
    private final Clock clock;

    @Inject
    public RestoreAdmission(Cluster cluster, @Named("namespace") String namespace, Clock clock) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.clock = clock;
    }

    /** The restore with its backup's name and phase InProgress, or with phase FailedValidation and every reason. */
    Restore admit(Restore restore) {
        try {
            return checked(restore);
        } catch (RuntimeException e) {
            // Velero's fields hold what anybody wrote there; what nobody thought of must not be tried again for ever.
            if (e instanceof GoletaException failure && failure.isRetryable()) {
                throw e;
            }
            LOGGER.info("restore {} is refused", restore.name(), e);
            return refused(restore, List.of("The restore cannot be understood: " + e));
        }
    }

    private Restore checked(Restore restore) {
        List<String> errors = new ArrayList<>();
        Restore.Spec spec = restore.spec();
        checkNotBegun(restore, errors);
        checkFilters(spec, errors);
        Optional<Backup> backup = backup(spec, errors);
        backup.ifPresent(found -> checkRestorable(found, errors));
        if (!errors.isEmpty()) {
            return refused(restore, errors);
        }
        backup.ifPresent(found -> restore.setSpec(spec.withBackupName(found.name())));
        restore.setStatus(Restore.Status.started(clock.instant()));
        RestoreRemoval.provide(restore);
        return restore;
    }

    /** A restore does its work once. One that has begun and lost its phase is not begun anew. */
    private static void checkNotBegun(Restore restore, List<String> errors) {
        if (restore.status().startTimestamp() != null || restore.status().completionTimestamp() != null) {
            errors.add("status.startTimestamp or status.completionTimestamp is set although status.phase is not, so the"
                    + " restore may have been carried out before; create a new one to restore again");
        }
    }

    private static Restore refused(Restore restore, List<String> errors) {
        restore.setStatus(
                Restore.Status.invalid(errors.stream().map(StatusText::bounded).toList()));
        return restore;
    }

    private static void checkFilters(Restore.Spec spec, List<String> errors) {
        NEVER_RESTORED.stream()
                .filter(spec.includedResources()::contains)
                .forEach(resource -> errors.add(resource + " are non-restorable resources"));
        IncludesExcludes.problems(spec.includedResources(), spec.excludedResources())
                .forEach(error -> errors.add("Invalid included/excluded resource lists: " + error));
        IncludesExcludes.problems(spec.includedNamespaces(), spec.excludedNamespaces())
                .forEach(error -> errors.add("Invalid included/excluded namespace lists: " + error));
        errors.addAll(LabelSelectorProblems.of("restore", spec.labelSelector(), spec.orLabelSelectors()));
        String policy = Objects.requireNonNullElse(spec.existingResourcePolicy(), "");
        if (!List.of("", "none", "update").contains(policy)) {
            errors.add("existingResourcePolicy is \"" + policy + "\" but must be none or update");
        }
    }

    private Optional<Backup> backup(Restore.Spec spec, List<String> errors) {
        String backupName = Objects.requireNonNullElse(spec.backupName(), "");
        String scheduleName = Objects.requireNonNullElse(spec.scheduleName(), "");
        if (backupName.isEmpty() == scheduleName.isEmpty()) {
            errors.add("Either a backup or schedule must be specified as a source for the restore, but not both");
            return Optional.empty();
        }
        if (!backupName.isEmpty()) {
            Optional<Backup> backup = cluster.get(VeleroKind.BACKUP, namespace, backupName);
            if (backup.isEmpty()) {
                errors.add("Error retrieving backup: backups.velero.io \"" + backupName + "\" not found");
            }
            return backup;
        }
        return newestOf(scheduleName, errors);
    }

    private Optional<Backup> newestOf(String scheduleName, List<String> errors) {
        Optional<Backup> newest = cluster
                .list(
                        VeleroKind.BACKUP,
                        ListOptions.inNamespace(namespace)
                                .withLabels(VeleroApi.SCHEDULE_NAME + "=" + VeleroApi.labelValue(scheduleName)))
                .stream()
                .filter(VeleroObject::isReadable)
                .filter(backup -> phase(backup) == Backup.Phase.Completed)
                .max(Comparator.comparing(RestoreAdmission::started));
        if (newest.isEmpty()) {
            errors.add("No completed backups found for schedule");
        }
        return newest;
    }

    private static void checkRestorable(Backup backup, List<String> errors) {
        if (!phase(backup).isRestorable()) {
            errors.add("backup " + backup.name() + " cannot be restored: its phase is " + phase(backup));
        }
    }

    private static Backup.Phase phase(Backup backup) {
        return Objects.requireNonNullElse(backup.status().phase(), Backup.Phase.New);
    }

    private static Instant started(Backup backup) {
        return Objects.requireNonNullElse(backup.status().startTimestamp(), Instant.EPOCH);
    }
}
