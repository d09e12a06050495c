package io.goleta.bench;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.PluginContext;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import io.goleta.spi.item.GroupResource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What plugins need of their host: no cluster, and this process's environment. */
record BenchContext(Path workDirectory) implements PluginContext, ClusterReader {

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public ClusterReader cluster() {
        return this;
    }

    @Override
    public String namespace() {
        return "velero";
    }

    @Override
    public @Nullable String environment(String name) {
        return System.getenv(name);
    }

    @Override
    public Optional<KubernetesObject> get(ItemId id) {
        return Optional.empty();
    }

    @Override
    public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
        return List.of();
    }
}
