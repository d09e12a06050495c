package io.goleta.core.coverage;

import io.goleta.core.api.SkippedVolume;
import io.goleta.core.coverage.SkippedVolumeSource.Source;
import io.goleta.spi.error.GoletaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What backups have on record about volumes that they do not hold, read once for each backup. */
final class SkippedVolumeIndex {
    /**
     * One backup's record.
     *
     * @param unreadable why it cannot be read; empty when it was
     */
    private record Entries(Map<String, SkippedVolume> byOwner, String unreadable) {}

    private final SkippedVolumeSource reasons;
    private final Map<String, Entries> known = new HashMap<>();

    SkippedVolumeIndex(SkippedVolumeSource reasons) {
        this.reasons = reasons;
    }

    Optional<SkippedVolume> find(Source backup, String namespace, String owner) {
        return Optional.ofNullable(entries(backup).byOwner().get(namespace + "/" + owner));
    }

    /** Why nothing is found in a record; empty when there is no such reason. */
    String unreadable(Source backup) {
        return entries(backup).unreadable();
    }

    private Entries entries(Source backup) {
        return known.computeIfAbsent(backup.name(), name -> read(backup));
    }

    private Entries read(Source backup) {
        Map<String, SkippedVolume> byOwner = new HashMap<>();
        try {
            List<SkippedVolume> volumes = reasons.of(backup);
            volumes.forEach(volume -> byOwner.putIfAbsent(volume.namespace() + "/" + volume.owner(), volume));
            return new Entries(byOwner, "");
        } catch (GoletaException e) {
            return new Entries(Map.of(), String.valueOf(e.getMessage()));
        }
    }
}
