package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.podvolume.RepositoryLabels;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes what of a ResticRepository may be absent. */
final class RepositoryFields {
    private RepositoryFields() {}

    static ResticRepository.Phase phase(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.status().phase(), ResticRepository.Phase.New);
    }

    static @Nullable String message(ResticRepository repository) {
        return repository.status().message();
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
