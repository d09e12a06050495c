package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.podvolume.RepositoryLabels;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes what of a ResticRepository may be absent. */
final class RepositoryFields {
    private RepositoryFields() {}

    static ResticRepository.Phase phase(ResticRepository repository) {
        return repository.getStatus() == null
                ? ResticRepository.Phase.New
                : Objects.requireNonNullElse(repository.getStatus().phase(), ResticRepository.Phase.New);
    }

    static @Nullable String message(ResticRepository repository) {
        return repository.getStatus() == null ? null : repository.getStatus().message();
    }

    static @Nullable Instant lastMaintenance(ResticRepository repository) {
        return repository.getStatus() == null ? null : repository.getStatus().lastMaintenanceTime();
    }

    static String location(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.getSpec().backupStorageLocation(), "");
    }

    /** Whose volumes it holds. */
    static String namespace(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.getSpec().volumeNamespace(), "");
    }

    /** Where it is. */
    static RepositoryAddress address(ResticRepository repository, BackupStorageLocation location) {
        return new RepositoryAddress(dataMover(repository), location, namespace(repository));
    }

    /** Name of the data mover that it is of. */
    static String dataMover(ResticRepository repository) {
        return RepositoryLabels.dataMover(repository.getMetadata().getLabels());
    }

    static Map<String, String> annotations(ResticRepository repository) {
        return Objects.requireNonNullElse(repository.getMetadata().getAnnotations(), Map.of());
    }

    /** Empty when it is not there. */
    static String annotation(ResticRepository repository, String name) {
        return annotations(repository).getOrDefault(name, "");
    }

    static void annotate(ResticRepository repository, String name, String value) {
        Map<String, String> annotations = new HashMap<>(annotations(repository));
        annotations.put(name, value);
        repository.getMetadata().setAnnotations(annotations);
    }

    static void takeOff(ResticRepository repository, String name) {
        Map<String, String> annotations = new HashMap<>(annotations(repository));
        if (annotations.remove(name) != null) {
            repository.getMetadata().setAnnotations(annotations);
        }
    }
}
