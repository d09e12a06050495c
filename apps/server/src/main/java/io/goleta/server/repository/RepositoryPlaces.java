package io.goleta.server.repository;

import io.goleta.core.api.BackupStorageLocation;
import io.goleta.core.api.UploaderType;
import io.goleta.server.location.Slashes;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import java.util.Objects;

/** Which repositories can be reached: our store ends at its bucket and prefix, and Velero can keep repositories elsewhere. */
final class RepositoryPlaces {
    private RepositoryPlaces() {}

    /**
     * @throws GoletaException USER when the repository lies outside of its location's bucket and prefix
     */
    static void requireReachable(RepositoryAddress repository) {
        if (!repository.dataMover().equals(UploaderType.RESTIC)) {
            return;
        }
        BackupStorageLocation location = repository.location();
        String chosen = Slashes.trimmed(location.spec().config().getOrDefault("resticRepoPrefix", ""));
        BackupStorageLocation.ObjectStorage storage = location.spec().objectStorage();
        String prefix = storage == null ? "" : Slashes.trimmed(Objects.requireNonNullElse(storage.prefix(), ""));
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
}
