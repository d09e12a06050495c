package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.goleta.core.kube.Cluster;
import io.goleta.core.platform.PlatformProfiles;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginLimits;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.server.repository.RepositoryAccess;
import io.goleta.spi.PluginContext;
import io.goleta.spi.store.ObjectStoreFactory;
import jakarta.inject.Named;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Plugins and what they work with. */
final class PluginModule extends AbstractModule {
    /** Those of the distribution first, so that nothing dropped in takes a name from them. */
    @Provides
    @Singleton
    PluginHost plugins(CommonOptions options, @Named("scratch/plugin-notes") Path notes) {
        List<Path> folders = new ArrayList<>(options.pluginDirs);
        String home = System.getProperty("goleta.home", "");
        if (!home.isEmpty()) {
            folders.addFirst(Path.of(home, "plugins"));
        }
        return PluginHost.load(folders, PluginLimits.ofCalls(options.pluginTimeout), notes);
    }

    @Provides
    @Singleton
    PluginContext context(
            Clock clock,
            @Named("scratch/plugins") Path scratch,
            Cluster cluster,
            @Named("namespace") String namespace) {
        return new HostPluginContext(clock, scratch, cluster, namespace, System.getenv());
    }

    @Provides
    @Singleton
    PluginSettings settings(Cluster cluster, @Named("namespace") String namespace) {
        return new PluginSettings(cluster, namespace);
    }

    @Provides
    Function<String, ObjectStoreFactory> objectStores(PluginHost plugins) {
        return plugins::objectStore;
    }

    @Provides
    RepositoryAccess.Movers dataMovers(PluginHost plugins) {
        return new RepositoryAccess.Movers(plugins::dataMovers, plugins::dataMover);
    }

    @Provides
    PlatformProfiles platformProfiles(PluginHost plugins) {
        return new PlatformProfiles(plugins.platformProfiles());
    }
}
