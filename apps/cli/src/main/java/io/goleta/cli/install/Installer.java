package io.goleta.cli.install;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.Poller;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Creates or updates objects in the cluster, in order, and prints the result of each. */
final class Installer {
    /** The field manager of server-side apply, so that a later version removes fields that it no longer sets. */
    private static final String OWNER = "velero-install";

    private static final Duration DEFINITIONS_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration PROPAGATION_TIMEOUT = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final boolean updating;
    private final InstallLog log;
    private final Poller poller;

    /** @param updating whether to update existing objects; otherwise they are left unchanged */
    Installer(Cluster cluster, boolean updating, InstallLog log, Poller poller) {
        this.cluster = cluster;
        this.updating = updating;
        this.log = log;
        this.poller = poller;
    }

    /** Creates the definitions and returns when the API server serves their kinds. */
    void definitions(List<KubernetesObject> definitions) {
        definitions.forEach(this::put);
        log.print("Waiting for resources to be ready in cluster...");
        for (KubernetesObject definition : definitions) {
            ApiResource resource = resource(definition);
            if (!poller.until(DEFINITIONS_TIMEOUT, () -> isServed(resource, definition.name()))) {
                throw new GoletaException(
                        Fault.CLUSTER,
                        "The API server does not serve " + definition.name() + " after "
                                + DEFINITIONS_TIMEOUT.toSeconds() + " seconds: "
                                + problem(resource, definition.name()));
            }
        }
        cluster.refreshDiscovery();
    }

    /** Creates all other objects. */
    void objects(List<KubernetesObject> objects) {
        objects.forEach(this::put);
    }

    private void put(KubernetesObject object) {
        String id = object.kind() + "/" + object.name();
        log.print(id + ": attempting to create resource");
        ApiResource resource = resource(object);
        log.print(id + ": attempting to create resource client");
        // The version the cluster prefers: a PodDisruptionBudget was v1beta1 before Kubernetes 1.21.
        KubernetesObject sent = object.with(resource.apiVersion(), "apiVersion");
        Optional<KubernetesObject> existing = cluster.get(resource, sent.namespace(), sent.name());
        if (existing.isEmpty()) {
            apply(resource, sent);
            log.print(id + ": created");
        } else if (updating) {
            log.print(id + (update(resource, existing.get(), sent) ? ": updated" : ": unchanged"));
        } else {
            log.print(id + ": already exists, proceeding");
            log.print(id + ": created");
        }
    }

    private boolean update(ApiResource resource, KubernetesObject existing, KubernetesObject object) {
        if (!Objects.equals(existing.map("roleRef"), object.map("roleRef"))) {
            // The roleRef of a binding is immutable. In Velero's own installation it is cluster-admin.
            cluster.delete(resource, existing.namespace(), existing.name());
        }
        return !withoutVolatileFields(apply(resource, object)).equals(withoutVolatileFields(existing));
    }

    private KubernetesObject apply(ApiResource resource, KubernetesObject object) {
        // Replicas of the API server learn of a new definition at different times.
        return poller.first(PROPAGATION_TIMEOUT, () -> applied(resource, object))
                .orElseGet(() -> cluster.apply(resource, object, OWNER));
    }

    private Optional<KubernetesObject> applied(ApiResource resource, KubernetesObject object) {
        try {
            return Optional.of(cluster.apply(resource, object, OWNER));
        } catch (ApiException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ApiResource resource(KubernetesObject object) {
        return cluster.discovery()
                .find(object.apiVersion(), object.kind())
                .orElseThrow(() -> new GoletaException(
                        Fault.CLUSTER,
                        "The API server does not know " + object.kind() + " of " + object.apiVersion()
                                + "; Goleta needs Kubernetes 1.16 or newer"));
    }

    private boolean isServed(ApiResource resource, String name) {
        return cluster.get(resource, null, name)
                .filter(definition -> has(definition, "Established") && has(definition, "NamesAccepted"))
                .isPresent();
    }

    private static boolean has(KubernetesObject definition, String condition) {
        return definition.maps("status", "conditions").stream()
                .anyMatch(entry -> condition.equals(entry.get("type")) && "True".equals(entry.get("status")));
    }

    private String problem(ApiResource resource, String name) {
        return cluster.get(resource, null, name).stream()
                .flatMap(definition -> definition.maps("status", "conditions").stream())
                .filter(condition -> "False".equals(condition.get("status")))
                .map(condition -> String.valueOf(condition.get("message")))
                .findFirst()
                .orElse("it gives no reason");
    }

    /** Without the fields that also change when an update has no effect. */
    private static KubernetesObject withoutVolatileFields(KubernetesObject object) {
        return object.without("status").without("metadata", "resourceVersion").without("metadata", "managedFields");
    }
}
