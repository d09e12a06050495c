package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.UploaderType;
import io.goleta.server.location.StorageLocations;
import io.goleta.spi.volume.DataMover;
import jakarta.inject.Inject;
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
        String namespace = repository.substring(repository.lastIndexOf('/') + 1);
        return repositories.open(new RepositoryAddress(dataMover, found, namespace));
    }
}
