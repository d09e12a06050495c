package io.goleta.cli.platform;

import io.goleta.cli.session.Environment;
import io.goleta.core.platform.Profiles;
import io.goleta.core.plugin.PluginHost;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The profiles of the distribution and of the user, loaded as plugins for as long as a command needs them. */
final class ProfileHost implements AutoCloseable {
    private final PluginHost plugins;

    private ProfileHost(PluginHost plugins) {
        this.plugins = plugins;
    }

    /** Loads them; says on standard error which file was refused, and why. */
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
                                .println("WARNING: plugin " + plugin.file() + " is not used: " + reason)));
        return new ProfileHost(plugins);
    }

    Profiles profiles() {
        return new Profiles(plugins.platformProfiles());
    }

    @Override
    public void close() {
        plugins.close();
    }
}
