package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.MapBinder;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.core.itemaction.RestoreItemActions;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.core.plugin.config.ConfigurableExtension;
import io.goleta.core.plugin.config.ConfigurationReport;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.server.http.DownloadHandler;
import io.goleta.server.nodeagent.AgentSettings;
import io.goleta.spi.PluginContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the server answers to clients: downloads, and which plugins it has and how they can be configured. */
final class ServerRequestsModule extends AbstractModule {
    @Override
    protected void configure() {
        MapBinder.newMapBinder(binder(), String.class, HttpHandler.class)
                .addBinding(DownloadHandler.PATH)
                .to(DownloadHandler.class);
    }

    @Provides
    Supplier<List<PluginReport>> pluginReports(PluginHost plugins) {
        return plugins::report;
    }

    @Provides
    ConfigurationReport configuration(PluginHost plugins, PluginSettings settings, PluginContext context) {
        List<ConfigurableExtension> extensions = new ArrayList<>(plugins.configurable());
        extensions.addAll(RestoreItemActions.configurable());
        extensions.add(AgentSettings.extension());
        return new ConfigurationReport(extensions, settings, context);
    }
}
