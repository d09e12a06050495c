package io.goleta.server.location;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.catalog.BackupCatalog;
import io.goleta.core.coverage.SkippedVolumeSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads from the bucket what backups left out. A published backup never changes, so those asked for lately are not read
 * again. Thread-safe.
 */
@Singleton
public final class BackupRecords implements SkippedVolumeSource {
    private static final int REMEMBERED = 100;

    private final StorageLocations locations;
    private final Map<String, List<SkippedVolume>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<SkippedVolume>> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Inject
    public BackupRecords(StorageLocations locations) {
        this.locations = locations;
    }

    @Override
    public synchronized List<SkippedVolume> of(Source backup) {
        List<SkippedVolume> volumes = known.get(backup.uid());
        if (volumes == null) {
            volumes = read(backup);
            known.put(backup.uid(), volumes);
        }
        return volumes;
    }

    private List<SkippedVolume> read(Source backup) {
        return new BackupCatalog(locations.store(locations.get(backup.location()))).skippedVolumes(backup.name());
    }
}
