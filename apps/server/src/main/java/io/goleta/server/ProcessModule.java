package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import com.sun.net.httpserver.HttpHandler;
import io.goleta.server.http.MetricsHandler;
import io.goleta.server.metrics.ControllerMetrics;
import io.goleta.server.metrics.MetricSource;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server and the node agent share. Values are bound under the names of their flags; {@code scratch/...} are
 * directories whose content may be lost.
 */
final class ProcessModule extends AbstractModule {
    private final CommonOptions options;
    private final int pageSize;

    ProcessModule(CommonOptions options, int pageSize) {
        this.options = options;
        this.pageSize = pageSize;
    }

    @Override
    protected void configure() {
        install(new ClusterModule(pageSize));
        install(new PluginModule());
        bind(CommonOptions.class).toInstance(options);
        bind(String.class).annotatedWith(Names.named("namespace")).toInstance(options.namespace);
        bind(Clock.class).toInstance(Clock.systemUTC());
        Path scratch = scratch(System.getenv("VELERO_SCRATCH_DIR"));
        for (String directory : List.of("cache", "credentials", "plugin-notes", "plugins", "runs")) {
            bind(Path.class).annotatedWith(Names.named("scratch/" + directory)).toInstance(scratch.resolve(directory));
        }
        bind(PrometheusRegistry.class).toInstance(registry());
        MapBinder.newMapBinder(binder(), String.class, HttpHandler.class)
                .addBinding(MetricsHandler.PATH)
                .to(MetricsHandler.class);
        Multibinder.newSetBinder(binder(), MetricSource.class).addBinding().to(ControllerMetrics.class);
    }

    private static PrometheusRegistry registry() {
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry); // those of the process are among them
        return registry;
    }

    private static Path scratch(@Nullable String configured) {
        return configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"), "goleta")
                : Path.of(configured);
    }
}
