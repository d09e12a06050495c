package io.goleta.server.control;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.BackupStorageLocationSpec;
import io.goleta.core.api.RepositoryPhase;
import io.goleta.core.api.ResticRepository;
import io.goleta.server.loop.Outcome;
import io.goleta.server.metrics.Observed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has repositories looked at when something happens to their storage location: all when it was edited, those that are not
 * ready when it can be used again. Costs no request while nothing happens.
 */
public final class LocationNews implements Observed.Observer<BackupStorageLocation> {
    private static final String AVAILABLE = "Available";

    private final Supplier<List<ResticRepository>> repositories;
    private final Consumer<String> lookAt;
    private final Map<String, BackupStorageLocationSpec> known = new ConcurrentHashMap<>();

    /**
     * @param repositories all there are, as last seen
     * @param lookAt has one of this name reconciled
     */
    public LocationNews(Supplier<List<ResticRepository>> repositories, Consumer<String> lookAt) {
        this.repositories = repositories;
        this.lookAt = lookAt;
    }

    @Override
    public Consumer<Outcome<BackupStorageLocation>> look(BackupStorageLocation location) {
        String name = location.getMetadata().getName();
        BackupStorageLocationSpec before = known.put(name, location.getSpec());
        if (before != null && !before.equals(location.getSpec())) {
            announce(name, true);
        }
        boolean wasAvailable = isAvailable(location);
        return outcome -> {
            if (!wasAvailable
                    && outcome.update().filter(LocationNews::isAvailable).isPresent()) {
                announce(name, false);
            }
        };
    }

    private void announce(String location, boolean toAll) {
        repositories.get().stream()
                .filter(repository -> location.equals(RepositoryFields.location(repository)))
                .filter(repository -> toAll || RepositoryFields.phase(repository) != RepositoryPhase.Ready)
                .forEach(repository -> lookAt.accept(repository.getMetadata().getName()));
    }

    private static boolean isAvailable(BackupStorageLocation location) {
        return location.getStatus() != null
                && AVAILABLE.equals(location.getStatus().phase());
    }
}
