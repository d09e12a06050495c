package io.goleta.server.location;

import io.goleta.core.api.Backup;
import io.goleta.core.api.DownloadRequest;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.store.ObjectInfo;
import io.goleta.spi.store.ObjectStore;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** How many bytes the archive of a backup has in the bucket; negative when that is not known. One request. */
public final class ArchiveSizes implements ToLongFunction<Backup> {
    private final StorageLocations locations;

    @Inject
    ArchiveSizes(StorageLocations locations) {
        this.locations = locations;
    }

    @Override
    public long applyAsLong(Backup backup) {
        try {
            String location = Objects.requireNonNullElse(backup.spec().storageLocation(), "");
            ObjectStore store = locations.store(locations.get(location));
            String key = new BackupCatalog(store).key(DownloadRequest.Kind.BackupContents, backup.name());
            return store.head(key).map(ObjectInfo::size).orElse(-1L);
        } catch (GoletaException e) {
            return -1; // a number for a graph is not worth more than one attempt
        }
    }
}
