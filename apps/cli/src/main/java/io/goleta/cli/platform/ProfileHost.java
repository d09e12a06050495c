package io.goleta.cli.platform;

import io.goleta.cli.session.Environment;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.core.plugin.PluginHost;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The profiles of the distribution and of the user, loaded as plugins while a command runs. */
final class ProfileHost implements AutoCloseable {
    private final PluginHost plugins;

    private ProfileHost(PluginHost plugins) {
        this.plugins = plugins;
    }

    /** Loads the profiles, and prints rejected files with the reason to standard error. */
    static ProfileHost load(Environment environment, ProfileOptions options) {
        List<Path> folders = Stream.concat(
                        environment.distribution().map(home -> home.resolve("plugins")).stream(),
                        options.pluginFolders.stream()
                                .map(folder -> environment.workingDirectory().resolve(folder)))
                .toList();
        PluginHost plugins = PluginHost.load(folders);
        plugins.report()
                .forEach(plugin -> plugin.refused()
                        .ifPresent(reason -> environment
                                .terminal()
                                .err()
                                .println("WARNING: plugin " + plugin.file() + " is ignored: " + reason)));
        return new ProfileHost(plugins);
    }

    PlatformProfiles profiles() {
        return new PlatformProfiles(plugins.platformProfiles());
    }

    @Override
    public void close() {
        plugins.close();
    }
}
