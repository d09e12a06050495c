package io.goleta.core.coverage;

import io.goleta.core.api.SkippedVolume;
import java.util.List;

/** Where backups keep the volumes that they do not hold. */
@FunctionalInterface
public interface SkippedVolumeSource {

    /**
     * One backup that can be restored.
     *
     * @param location the storage location it is in
     */
    record Source(String name, String uid, String location) {}

    /**
     * The volumes that a backup looked at and left out. Asked at most once for each backup of a report.
     *
     * @throws io.goleta.spi.error.GoletaException when it cannot be found out
     */
    List<SkippedVolume> of(Source backup);
}
