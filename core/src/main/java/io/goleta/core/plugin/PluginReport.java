package io.goleta.core.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One file in a plugins folder.
 *
 * @param id the plugin's id, or the file's name when there is none
 * @param version empty when unknown
 * @param extensions what it offers; may be fewer than it holds when some were refused
 * @param refused why the plugin, or a part of it, is not used
 */
public record PluginReport(Path file, String id, String version, List<Extension> extensions, Optional<String> refused) {

    /**
     * One extension.
     *
     * @param kind as Velero lists it: {@code ObjectStore}, {@code BackupItemAction}, {@code RestoreItemAction}; and
     *     {@code DataMover} and {@code PlatformProfile}, which Velero does not have
     */
    public record Extension(String kind, String name) {}
}
