package io.goleta.spi;

import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads objects from the API server. Thread-safe; every call is a request. */
public interface ClusterReader {

    /**
     * One object, in the API version the server prefers.
     *
     * @return empty when the object, or the whole resource, does not exist
     * @throws GoletaException CLUSTER when the API server is unreachable or rejects the request
     */
    Optional<KubernetesObject> get(ItemId id);

    /**
     * All objects of a resource, in the order of the API server.
     *
     * @param namespace null for all namespaces or a cluster-scoped resource
     * @param labelSelector in kubectl's notation ({@code app=web,tier in (a,b)}); empty for everything
     * @return empty when the resource does not exist
     * @throws GoletaException CLUSTER when the API server is unreachable or rejects the request
     */
    List<KubernetesObject> list(GroupResource resource, @Nullable String namespace, String labelSelector);
}
