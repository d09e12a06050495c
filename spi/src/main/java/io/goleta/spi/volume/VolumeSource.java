package io.goleta.spi.volume;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What to back up.
 *
 * @param directory the volume's directory on this machine
 * @param tags stored with the snapshot, to find it again
 * @param parent an earlier snapshot of the same volume, which lets unchanged files be skipped; one that does not exist any
 *     more is ignored
 */
public record VolumeSource(Path directory, Map<String, String> tags, Optional<String> parent) {
    public VolumeSource {
        tags = Map.copyOf(tags);
    }
}
