package io.goleta.server.repository;

import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.PluginContext;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.spi.volume.Repository;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** From the address of a repository to a data mover that works on it. Thread-safe. */
@Singleton
public final class RepositoryAccess {
    private static final String SETTINGS = "DataMover";

    private final StorageLocations locations;
    private final Movers movers;
    private final PluginSettings settings;
    private final PluginContext context;
    private final RepositoryPassword password;
    private final Path cache;

    /**
     * The data movers of this process.
     *
     * @param names of all
     * @param byName the plugin of a name; throws when there is none
     */
    public record Movers(Supplier<Set<String>> names, Function<String, DataMoverFactory> byName) {}

    /**
     * @param cache where data movers keep what they can fetch again; need not exist
     */
    @Inject
    public RepositoryAccess(
            StorageLocations locations,
            Movers movers,
            PluginSettings settings,
            PluginContext context,
            RepositoryPassword password,
            @Named("scratch/cache") Path cache) {
        this.locations = locations;
        this.movers = movers;
        this.settings = settings;
        this.context = context;
        this.password = password;
        this.cache = cache;
    }

    /** Whether there is a data mover of this name. */
    public boolean isOffered(String dataMover) {
        return movers.names().get().contains(dataMover);
    }

    /**
     * Opens a repository. Does not connect. The caller closes the data mover.
     *
     * @throws io.goleta.spi.error.GoletaException USER when no plugin offers the data mover
     */
    public DataMover open(RepositoryAddress repository) {
        return open(repository, password(repository));
    }

    /** Opens a repository with a password of the caller's choice. */
    DataMover open(RepositoryAddress address, Secret chosen) {
        RepositoryPlaces.requireReachable(address);
        Repository repository = new Repository(locations.store(address.location()), address.path(), chosen, cache);
        return movers.byName()
                .apply(address.dataMover())
                .create(repository, settings.of(address.dataMover(), SETTINGS), context);
    }

    /** What opens a repository, as far as is known. */
    Secret password(RepositoryAddress repository) {
        return password.of(() -> keys(repository));
    }

    /** The ids of a repository's keys; one request. */
    List<String> keys(RepositoryAddress repository) {
        try (Stream<ObjectInfo> objects = locations.store(repository.location()).list(repository.path() + "/keys/")) {
            return objects.map(object -> object.key().substring(object.key().lastIndexOf('/') + 1))
                    .toList();
        }
    }

    /**
     * Whether anything lies where the repository would be; one request.
     *
     * @throws io.goleta.spi.error.GoletaException USER when the repository is out of reach
     */
    public boolean exists(RepositoryAddress repository) {
        RepositoryPlaces.requireReachable(repository);
        try (Stream<ObjectInfo> objects = locations.store(repository.location()).list(repository.path() + "/")) {
            return objects.findAny().isPresent();
        }
    }
}
