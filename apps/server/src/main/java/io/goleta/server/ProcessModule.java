package io.goleta.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Fabric8Cluster;
import io.goleta.core.kube.Kubeconfig;
import io.goleta.core.plugin.HostPluginContext;
import io.goleta.core.plugin.PluginHost;
import io.goleta.core.plugin.config.PluginSettings;
import io.goleta.server.controller.Informers;
import io.goleta.server.location.CredentialFiles;
import io.goleta.server.location.StorageLocations;
import io.goleta.server.repository.RepositoryAccess;
import io.goleta.server.repository.RepositoryPassword;
import io.goleta.spi.PluginContext;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What the server and the node agent share. The only place that reads the environment. */
final class ProcessModule extends AbstractModule {
    private final CommonOptions options;
    private final int pageSize;

    ProcessModule(CommonOptions options, int pageSize) {
        this.options = options;
        this.pageSize = pageSize;
    }

    @Override
    protected void configure() {
        bind(CommonOptions.class).toInstance(options);
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(Scratch.class).toInstance(Scratch.of(System.getenv("VELERO_SCRATCH_DIR")));
    }

    /** The folder for everything that may be lost. */
    record Scratch(Path folder) {
        static Scratch of(@org.jspecify.annotations.Nullable String configured) {
            String folder = configured == null || configured.isEmpty()
                    ? System.getProperty("java.io.tmpdir") + "/goleta"
                    : configured;
            return new Scratch(Path.of(folder));
        }
    }

    @Provides
    @Singleton
    PrometheusRegistry metrics() {
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry); // those of the process are among them
        return registry;
    }

    @Provides
    @Singleton
    KubernetesClient client() {
        return Kubeconfig.client(options.kubeconfig, options.kubecontext, "goleta");
    }

    @Provides
    @Singleton
    Cluster cluster(KubernetesClient client) {
        return Fabric8Cluster.connect(client, pageSize);
    }

    /** Those of the distribution first, so that nothing dropped in takes a name from them. */
    @Provides
    @Singleton
    PluginHost plugins() {
        List<Path> folders = new ArrayList<>(options.pluginDirs);
        String home = System.getProperty("goleta.home", "");
        if (!home.isEmpty()) {
            folders.addFirst(Path.of(home, "plugins"));
        }
        return PluginHost.load(folders);
    }

    @Provides
    @Singleton
    PluginContext context(Clock clock, Cluster cluster, Scratch scratch) {
        return new HostPluginContext(
                clock, scratch.folder().resolve("plugins"), cluster, options.namespace, System.getenv());
    }

    @Provides
    @Singleton
    Informers informers(KubernetesClient client) {
        return new Informers(client);
    }

    @Provides
    @Singleton
    PluginSettings settings(Cluster cluster) {
        return new PluginSettings(cluster, options.namespace);
    }

    @Provides
    @Singleton
    StorageLocations locations(Cluster cluster, PluginHost plugins, PluginContext context, Scratch scratch) {
        CredentialFiles files =
                new CredentialFiles(cluster, options.namespace, scratch.folder().resolve("credentials"));
        return new StorageLocations(cluster, options.namespace, plugins::objectStore, context, files);
    }

    @Provides
    @Singleton
    RepositoryPassword repositoryPassword(Cluster cluster) {
        return new RepositoryPassword(cluster, options.namespace);
    }

    @Provides
    @Singleton
    RepositoryAccess repositories(
            StorageLocations locations,
            PluginHost plugins,
            PluginSettings settings,
            PluginContext context,
            RepositoryPassword password,
            Scratch scratch) {
        return new RepositoryAccess(
                locations,
                new RepositoryAccess.Movers(plugins::dataMovers, plugins::dataMover),
                settings,
                context,
                password,
                scratch.folder().resolve("cache"));
    }
}
