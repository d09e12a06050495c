package io.goleta.core.plugin;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginContext;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's context as one plugin sees it: with a folder of its own, and with the host's class loader behind each call. */
final class PluginScopedContext implements PluginContext {
    private final PluginContext host;
    private final Path workDirectory;
    private final ClusterReader cluster;

    PluginScopedContext(PluginContext host, String plugin, @Nullable ClassLoader hostLoader) {
        this.host = host;
        this.workDirectory = host.workDirectory().resolve(plugin);
        this.cluster = new HostCluster(host.cluster(), hostLoader);
    }

    @Override
    public Clock clock() {
        return host.clock();
    }

    @Override
    public Path workDirectory() {
        try {
            return Files.createDirectories(workDirectory);
        } catch (IOException e) {
            throw new GoletaException(
                    Fault.INTERNAL, "cannot create the work directory " + workDirectory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public ClusterReader cluster() {
        return cluster;
    }

    @Override
    public String namespace() {
        return host.namespace();
    }

    @Override
    public @Nullable String environment(String name) {
        return host.environment(name);
    }

    private record HostCluster(
            ClusterReader cluster, @Nullable ClassLoader loader) implements ClusterReader {
        @Override
        public Optional<KubernetesObject> get(ItemId id) {
            try (ContextLoader _ = ContextLoader.use(loader)) {
                return PluginCalls.outside(() -> cluster.get(id));
            }
        }

        @Override
        public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
            try (ContextLoader _ = ContextLoader.use(loader)) {
                return PluginCalls.outside(() -> cluster.list(resource, namespace, labelSelector));
            }
        }
    }
}
