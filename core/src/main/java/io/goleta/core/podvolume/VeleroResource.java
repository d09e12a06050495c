package io.goleta.core.podvolume;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;

/** Velero's own resources in a cluster. */
final class VeleroResource {
    private VeleroResource() {}

    /**
     * @throws GoletaException USER when the cluster does not have the resource
     */
    static ApiResource of(Cluster cluster, GroupResource id) {
        return cluster.discovery()
                .find(id)
                .or(() -> cluster.refreshDiscovery().find(id))
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "The cluster has no custom resource definition " + id
                                + ", which volumes need; run \"velero install\" to create it"));
    }
}
