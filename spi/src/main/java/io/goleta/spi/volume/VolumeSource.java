package io.goleta.spi.volume;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What to back up.
 *
 * @param directory the volume's directory on this machine; may be a symbolic link to it
 * @param tags stored with the snapshot, to find it again
 * @param parent an earlier snapshot of the same volume, which lets unchanged files be skipped; one that does not exist any
 *     more is ignored
 * @param recreated whether the directory was filled anew since the parent, as when a pod was replaced: inode numbers and
 *     times of change then differ for files that did not change, and say nothing; size and time of modification decide
 */
public record VolumeSource(Path directory, Map<String, String> tags, Optional<String> parent, boolean recreated) {
    public VolumeSource {
        tags = Map.copyOf(tags);
    }

    /** A directory that is the same as when the parent was made. */
    public VolumeSource(Path directory, Map<String, String> tags, Optional<String> parent) {
        this(directory, tags, parent, false);
    }
}
