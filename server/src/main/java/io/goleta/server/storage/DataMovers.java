package io.goleta.server.storage;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.ObjectStorageLocation;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginSettings;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectStore;
import io.goleta.spi.volume.DataMover;
import io.goleta.spi.volume.Repository;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The data movers of this process: plugins, on the stores of its storage locations. Thread-safe. */
public final class DataMovers implements DataMoverSource {
    private static final String RESTIC = "velero.io/restic";

    private final StorageLocations locations;
    private final PluginHost plugins;
    private final PluginSettings settings;
    private final PluginContext context;
    private final RepositoryPassword password;
    private final Path cache;

    /**
     * @param cache where data movers keep what they can fetch again
     */
    public DataMovers(
            StorageLocations locations,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            RepositoryPassword password,
            Path cache) {
        this.locations = locations;
        this.plugins = plugins;
        this.settings = settings;
        this.context = context;
        this.password = password;
        this.cache = cache;
    }

    @Override
    public DataMover open(@Nullable String uploader, String location, String repository) {
        BackupStorageLocation found = locations.get(location);
        refuseForeignPrefix(found);
        String name = qualified(uploader);
        ObjectStore store = locations.store(found);
        String namespace = repository.substring(repository.lastIndexOf('/') + 1);
        return plugins.dataMover(name)
                .create(
                        new Repository(store, "restic/" + namespace, password.read(), cache),
                        settings.of(name, "DataMover"),
                        context);
    }

    private static String qualified(@Nullable String uploader) {
        if (uploader == null || uploader.isEmpty() || uploader.equals("restic")) {
            return RESTIC;
        }
        return uploader.contains("/") ? uploader : "velero.io/" + uploader;
    }

    /** Our store ends at its bucket and prefix; repositories that restic was sent elsewhere to are out of its reach. */
    private static void refuseForeignPrefix(BackupStorageLocation location) {
        String chosen = trimmed(location.getSpec().config().getOrDefault("resticRepoPrefix", ""));
        ObjectStorageLocation storage = location.getSpec().objectStorage();
        String prefix = storage == null ? "" : trimmed(Objects.requireNonNullElse(storage.prefix(), ""));
        String expected = prefix.isEmpty() ? "restic" : prefix + "/restic";
        if (!chosen.isEmpty() && !chosen.endsWith("/" + expected) && !chosen.equals(expected)) {
            throw new GoletaException(
                    Fault.USER,
                    "backup storage location " + location.getMetadata().getName() + " keeps its restic repositories at "
                            + chosen + " (config.resticRepoPrefix), but they are reached through the location's bucket,"
                            + " below " + expected + "; copy them there and remove the key, or make a location whose"
                            + " bucket and prefix end there");
        }
    }

    private static String trimmed(String path) {
        return path.replaceAll("^/+|/+$", "");
    }
}
