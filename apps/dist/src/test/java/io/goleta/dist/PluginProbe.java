package io.goleta.dist;

import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginHost.PluginReport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads plugins as a server does, in a process that has the distribution's libraries and nothing else, and prints the report. */
final class PluginProbe {
    private PluginProbe() {}

    /**
     * @param folders with plugins
     */
    public static void main(String[] folders) {
        List<Path> paths = Stream.of(folders).map(Path::of).toList();
        try (PluginHost host = PluginHost.load(paths)) {
            for (PluginReport plugin : host.report()) {
                plugin.extensions()
                        .forEach(extension -> System.out.println(
                                plugin.id() + " offers " + extension.kind() + " " + extension.name()));
                plugin.refused().ifPresent(reason -> System.out.println(plugin.id() + " refused: " + reason));
            }
        }
    }
}
