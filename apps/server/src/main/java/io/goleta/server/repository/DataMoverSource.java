package io.goleta.server.repository;

import io.goleta.spi.volume.DataMover;
import org.jspecify.annotations.Nullable;

/** Opens data movers on repositories. */
@FunctionalInterface
public interface DataMoverSource {

    /**
     * A data mover on the repository of one namespace in one storage location. Does not touch the repository. The caller closes
     * it.
     *
     * @param uploader as PodVolumeBackups and PodVolumeRestores name it, see {@link io.goleta.core.api.UploaderType}
     * @param location name of the BackupStorageLocation
     * @param repository the repository's identifier; its last segment, the namespace, is what counts
     * @throws io.goleta.spi.error.GoletaException USER for a location, uploader or password that is not there
     */
    DataMover open(@Nullable String uploader, String location, String repository);
}
