package io.goleta.server.storage;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.spi.PluginContext;
import io.goleta.spi.Secret;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.DataMoverFactory;
import io.goleta.spi.volume.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From a storage location and a namespace to the data mover of the repository that holds the namespace's volumes. Thread-safe.
 */
public final class RepositoryAccess {
    /** The data mover of ResticRepository objects. */
    public static final String RESTIC = "velero.io/restic";

    private static final String SETTINGS = "DataMover";
    private static final String FOLDER = "restic/";
    private static final String KEYS = "/keys/";

    private final StorageLocations locations;
    private final Function<String, DataMoverFactory> movers;
    private final PluginSettings settings;
    private final PluginContext context;
    private final RepositoryPassword password;
    private final Path cache;

    /**
     * @param movers the data mover plugin of a name; throws when there is none
     * @param cache where data movers keep what they can fetch again; need not exist
     */
    public RepositoryAccess(
            StorageLocations locations,
            Function<String, DataMoverFactory> movers,
            PluginSettings settings,
            PluginContext context,
            RepositoryPassword password,
            Path cache) {
        this.locations = locations;
        this.movers = movers;
        this.settings = settings;
        this.context = context;
        this.password = password;
        this.cache = cache;
    }

    /**
     * Opens restic's repository. Does not connect. The caller closes the data mover.
     *
     * @param namespace whose volumes it holds
     */
    public DataMover open(BackupStorageLocation location, String namespace) {
        return open(RESTIC, location, namespace);
    }

    /** The same for a data mover of another plugin. */
    public DataMover open(String dataMover, BackupStorageLocation location, String namespace) {
        Secret secret = dataMover.equals(RESTIC) ? password(location, namespace) : password.get();
        return open(dataMover, location, namespace, secret);
    }

    /** Opens restic's repository with a password of the caller's choice. */
    DataMover open(BackupStorageLocation location, String namespace, Secret password) {
        return open(RESTIC, location, namespace, password);
    }

    private DataMover open(String dataMover, BackupStorageLocation location, String namespace, Secret secret) {
        Repository repository = new Repository(locations.store(location), FOLDER + namespace, secret, cache);
        return movers.apply(dataMover).create(repository, settings.of(dataMover, SETTINGS), context);
    }

    /** What opens restic's repository, as far as is known. */
    Secret password(BackupStorageLocation location, String namespace) {
        return password.of(() -> keys(location, namespace));
    }

    /** The ids of the keys of restic's repository; one request. */
    List<String> keys(BackupStorageLocation location, String namespace) {
        try (Stream<ObjectInfo> objects = locations.store(location).list(FOLDER + namespace + KEYS)) {
            return objects.map(object -> object.key().substring(object.key().lastIndexOf('/') + 1))
                    .toList();
        }
    }

    /** Whether anything lies where the repository would be; one request. */
    public boolean exists(BackupStorageLocation location, String namespace) {
        try (Stream<ObjectInfo> objects = locations.store(location).list(FOLDER + namespace + "/")) {
            return objects.findAny().isPresent();
        }
    }
}
