package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.podvolume.RepositoryLabels;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes what of a ResticRepository may be absent. */
final class RepositoryFields {
    private static final Logger LOGGER = LoggerFactory.getLogger(RepositoryFields.class);
    private static final String COMPLAINT = "ready, but ";

    private RepositoryFields() {}

    static ResticRepository.Phase phase(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.status().phase(), ResticRepository.Phase.New);
    }

    static @Nullable String message(ResticRepository repository) {
        return repository.status().message();
    }

    /** Says in the status of a repository that is ready what it asks for in vain, unless its message is about its data. */
    static void complain(ResticRepository repository, List<String> complaints) {
        String message = message(repository);
        boolean isOurs = message == null || message.startsWith(COMPLAINT);
        String complaint = complaints.isEmpty() ? null : COMPLAINT + String.join("; ", complaints);
        if (phase(repository) != ResticRepository.Phase.Ready || !isOurs || Objects.equals(message, complaint)) {
            return;
        }
        if (complaint != null) {
            LOGGER.warn("repository {}: {}", repository.name(), complaint);
        }
        repository.setStatus(new ResticRepository.Status(phase(repository), complaint, lastMaintenance(repository)));
    }

    static @Nullable Instant lastMaintenance(ResticRepository repository) {
        return repository.status().lastMaintenanceTime();
    }

    static String location(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.spec().backupStorageLocation(), "");
    }

    /** Whose volumes it holds. */
    static String namespace(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.spec().volumeNamespace(), "");
    }

    /** Where it is. */
    static RepositoryAddress address(ResticRepository repository, BackupStorageLocation location) {
        return new RepositoryAddress(dataMover(repository), location, namespace(repository));
    }

    /** Name of the data mover that it is of. */
    static String dataMover(ResticRepository repository) {
        return RepositoryLabels.dataMover(repository.labels());
    }

    /** Empty when it is not there. */
    static String annotation(ResticRepository repository, String name) {
        return repository.annotations().getOrDefault(name, "");
    }

    static void annotate(ResticRepository repository, String name, String value) {
        repository.setAnnotation(name, value);
    }

    static void takeOff(ResticRepository repository, String name) {
        repository.setAnnotation(name, null);
    }
}
