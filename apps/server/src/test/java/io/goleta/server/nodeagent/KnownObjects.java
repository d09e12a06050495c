package io.goleta.server.nodeagent;

import io.goleta.spi.ClusterReader;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A cluster of a few objects. Lists give every object of the resource, whatever the labels. */
final class KnownObjects implements ClusterReader {
    final Map<ItemId, KubernetesObject> objects = new ConcurrentHashMap<>();

    void put(GroupResource resource, KubernetesObject object) {
        objects.put(new ItemId(resource, object.namespace(), object.name()), object);
    }

    @Override
    public Optional<KubernetesObject> get(ItemId id) {
        return Optional.ofNullable(objects.get(id));
    }

    @Override
    public List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().resource().equals(resource))
                .map(Map.Entry::getValue)
                .toList();
    }
}
