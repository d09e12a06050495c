package io.goleta.core.plugin;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster without any object. */
final class NoCluster implements ClusterReader {
    @Override
    public Optional<KubernetesObject> get(ItemId id) {
        return Optional.empty();
    }

    @Override
    public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
        return List.of();
    }
}
