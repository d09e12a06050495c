package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.UploaderType;

/**
 * Which repository: each namespace has one for each data mover in each storage location.
 *
 * @param dataMover name of the data mover
 * @param namespace whose volumes it holds
 */
public record RepositoryAddress(String dataMover, BackupStorageLocation location, String namespace) {
    /** Key prefix in the location, without a slash at its end: {@code restic/shop}. */
    public String path() {
        return UploaderType.repositories(dataMover) + "/" + namespace;
    }

    /** Name of the location. */
    public String locationName() {
        return location.name();
    }
}
