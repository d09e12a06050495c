package io.goleta.core.coverage;

import io.goleta.core.api.SkippedVolume;
import java.util.List;

/** Reads the volumes that a backup skipped. */
@FunctionalInterface
public interface SkippedVolumeSource {

    /**
     * One backup that can be restored.
     *
     * @param location its backup storage location
     */
    record Source(String name, String uid, String location) {}

    /**
     * The volumes that a backup considered and skipped. Called at most once per backup and report.
     *
     * @throws io.goleta.spi.error.GoletaException when they cannot be read
     */
    List<SkippedVolume> of(Source backup);
}
