package io.goleta.core.restore;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.Poller;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Waits until custom resource definitions can be used. */
final class Definitions {
    static final GroupResource RESOURCE = GroupResource.parse("customresourcedefinitions.apiextensions.k8s.io");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Set<String> NEEDED = Set.of("Established", "NamesAccepted");

    private final Cluster cluster;
    private final Poller poller;

    Definitions(Cluster cluster, Poller poller) {
        this.cluster = cluster;
        this.poller = poller;
    }

    /**
     * @throws GoletaException when the definition does not become usable within a minute
     */
    void awaitReady(ApiResource resource, String name) {
        boolean ready = poller.until(
                TIMEOUT,
                () -> cluster.get(resource, null, name)
                        .filter(Definitions::isReady)
                        .isPresent());
        if (!ready) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "CRD " + name + " is not available to use for custom resources: it was not Established and"
                            + " NamesAccepted within a minute; see its status");
        }
    }

    private static boolean isReady(KubernetesObject definition) {
        Set<Object> met = definition.maps("status", "conditions").stream()
                .filter(condition -> "True".equals(condition.get("status")))
                .map(condition -> condition.getOrDefault("type", ""))
                .collect(Collectors.toSet());
        return met.containsAll(NEEDED);
    }
}
