package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ResticRepository;
import io.goleta.core.api.VeleroKind;
import io.goleta.server.controller.ReconcileResult;
import io.goleta.server.controller.Requeuer;
import io.goleta.server.metrics.Observed;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has repositories reconciled when something happens to their storage location: all when it was edited, those that are not
 * ready when it can be used again. Costs no request while nothing happens.
 */
public final class RepositoryRequeuer implements Observed.Observer<BackupStorageLocation> {
    private static final String AVAILABLE = "Available";

    private final Supplier<List<ResticRepository>> repositories;
    private final Requeuer requeuer;
    private final Map<String, BackupStorageLocation.Spec> known = new ConcurrentHashMap<>();

    /**
     * @param repositories all there are, as last seen
     */
    @Inject
    public RepositoryRequeuer(Supplier<List<ResticRepository>> repositories, Requeuer requeuer) {
        this.repositories = repositories;
        this.requeuer = requeuer;
    }

    @Override
    public Consumer<ReconcileResult<BackupStorageLocation>> look(BackupStorageLocation location) {
        String name = location.name();
        BackupStorageLocation.Spec before = known.put(name, location.spec());
        if (before != null && !before.equals(location.spec())) {
            announce(name, true);
        }
        boolean wasAvailable = isAvailable(location);
        return outcome -> {
            if (!wasAvailable
                    && outcome.update().filter(RepositoryRequeuer::isAvailable).isPresent()) {
                announce(name, false);
            }
        };
    }

    private void announce(String location, boolean toAll) {
        repositories.get().stream()
                .filter(repository -> location.equals(RepositoryFields.location(repository)))
                .filter(repository -> toAll || RepositoryFields.phase(repository) != ResticRepository.Phase.Ready)
                .forEach(repository -> requeuer.enqueue(VeleroKind.RESTIC_REPOSITORY, repository.name()));
    }

    private static boolean isAvailable(BackupStorageLocation location) {
        return AVAILABLE.equals(location.status().phase());
    }
}
