package io.goleta.core.plugin;

import java.nio.file.Path;

/**
 * Where an extension comes from.
 *
 * @param stamp of the file when it was loaded
 */
record PluginOrigin(ClassLoader loader, String plugin, Path file, FileStamp stamp) {
    static PluginOrigin of(ClassLoader loader, String plugin, Path file) {
        return new PluginOrigin(loader, plugin, file, FileStamp.of(file));
    }

    /** What to say about a failure when the file is not the one that was loaded; else empty. */
    String changeSince() {
        return FileStamp.of(file).equals(stamp)
                ? ""
                : "; its file " + file + " changed after it was loaded, which may be the reason: restart this process";
    }
}
