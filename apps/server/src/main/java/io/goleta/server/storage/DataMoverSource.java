package io.goleta.server.storage;

import io.goleta.spi.volume.DataMover;
import org.jspecify.annotations.Nullable;

/** Opens data movers on repositories. */
@FunctionalInterface
public interface DataMoverSource {

    /**
     * A data mover on the repository of one namespace in one storage location. Does not touch the repository. The caller closes
     * it.
     *
     * @param uploader as PodVolumeBackups name it: null, empty or {@code restic} for restic, else the full name of a data mover
     * @param location name of the BackupStorageLocation
     * @param repository the repository's identifier; its last segment, the namespace, is what counts
     * @throws io.goleta.spi.error.GoletaException USER for a location, uploader or password that is not there
     */
    DataMover open(@Nullable String uploader, String location, String repository);
}
