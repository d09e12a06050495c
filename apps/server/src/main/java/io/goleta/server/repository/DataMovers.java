package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.UploaderType;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.volume.DataMover;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The data movers of this process: plugins, on the stores of its storage locations. Thread-safe. */
public final class DataMovers implements DataMoverSource {
    private final StorageLocations locations;
    private final RepositoryAccess repositories;

    @Inject
    public DataMovers(StorageLocations locations, RepositoryAccess repositories) {
        this.locations = locations;
        this.repositories = repositories;
    }

    @Override
    public DataMover open(@Nullable String uploader, String location, String repository) {
        BackupStorageLocation found = locations.get(location);
        String dataMover = UploaderType.dataMover(uploader);
        if (dataMover.equals(UploaderType.RESTIC)) {
            refuseForeignPrefix(found);
        }
        String namespace = repository.substring(repository.lastIndexOf('/') + 1);
        return repositories.open(new RepositoryAddress(dataMover, found, namespace));
    }

    /** Our store ends at its bucket and prefix; repositories that Velero keeps elsewhere are out of its reach. */
    private static void refuseForeignPrefix(BackupStorageLocation location) {
        String chosen = trimmed(location.spec().config().getOrDefault("resticRepoPrefix", ""));
        BackupStorageLocation.ObjectStorage storage = location.spec().objectStorage();
        String prefix = storage == null ? "" : trimmed(Objects.requireNonNullElse(storage.prefix(), ""));
        String folder = UploaderType.repositories(UploaderType.RESTIC);
        String expected = prefix.isEmpty() ? folder : prefix + "/" + folder;
        if (!chosen.isEmpty() && !chosen.endsWith("/" + expected) && !chosen.equals(expected)) {
            throw new GoletaException(
                    Fault.USER,
                    "backup storage location " + location.name() + " keeps its repositories at "
                            + chosen + " (config.resticRepoPrefix), but they are reached through the location's bucket,"
                            + " below " + expected + "; copy them there and remove the key, or make a location whose"
                            + " bucket and prefix end there");
        }
    }

    private static String trimmed(String path) {
        return path.replaceAll("^/+|/+$", "");
    }
}
