package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.MapBinder;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.core.itemaction.RestoreItemActions;
import io.goleta.core.kube.Cluster;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.PluginHost.CutOffCall;
import io.goleta.core.plugin.PluginHost.PluginReport;
import io.goleta.core.plugin.PluginWarnings;
import io.goleta.core.plugin.config.ConfigLabel;
import io.goleta.core.plugin.config.ConfigurableExtension;
import io.goleta.core.plugin.config.ConfigurationReport;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.core.plugin.config.UnusedConfigMaps;
import io.goleta.server.http.DownloadHandler;
import io.goleta.server.nodeagent.AgentSettings;
import io.goleta.spi.PluginContext;
import jakarta.inject.Named;
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
    Supplier<List<CutOffCall>> cutOffCalls(PluginHost plugins) {
        return plugins::cutOff;
    }

    @Provides
    UnusedConfigMaps unusedConfigMaps(PluginHost plugins, Cluster cluster, @Named("namespace") String namespace) {
        List<ConfigLabel> known = new ArrayList<>(plugins.configLabels());
        configurable(plugins).forEach(extension -> known.add(extension.label()));
        return new UnusedConfigMaps(cluster, namespace, known);
    }

    @Provides
    PluginWarnings warnings(PluginHost plugins, UnusedConfigMaps unused) {
        return new PluginWarnings(plugins, unused);
    }

    @Provides
    ConfigurationReport configuration(
            PluginHost plugins, PluginSettings settings, UnusedConfigMaps unused, PluginContext context) {
        return new ConfigurationReport(configurable(plugins), settings, unused, context);
    }

    private static List<ConfigurableExtension> configurable(PluginHost plugins) {
        List<ConfigurableExtension> extensions = new ArrayList<>(plugins.configurable());
        extensions.addAll(RestoreItemActions.configurable());
        extensions.add(AgentSettings.extension());
        return extensions;
    }
}
