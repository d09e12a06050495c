package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.Poller;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * Where objects go: the resources that the cluster offers, and the namespaces, each created when the first object goes into it. A
 * namespace that exists is not changed. Thread-safe.
 */
final class TargetCluster {
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final Duration DEFINITION_TIMEOUT = Duration.ofMinutes(1);
    private static final Set<String> DEFINITION_CONDITIONS = Set.of("Established", "NamesAccepted");

    private final Cluster cluster;
    private final BackupContents backup;
    private final RunReporter reporter;
    private final Poller poller;
    private final Duration terminatingTimeout;
    private final Map<GroupResource, LongAdder> unknown = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, FutureTask<Boolean>> namespaces = new ConcurrentHashMap<>();

    /**
     * @param backup has the labels and annotations of namespaces
     * @param terminatingTimeout how long to wait for a namespace that is being deleted
     */
    TargetCluster(
            Cluster cluster, BackupContents backup, RunReporter reporter, Poller poller, Duration terminatingTimeout) {
        this.cluster = cluster;
        this.backup = backup;
        this.reporter = reporter;
        this.poller = poller;
        this.terminatingTimeout = terminatingTimeout;
    }

    /** Whether the cluster has the resource of an object of the backup; if not, the object is counted for {@link #reportUnknown}. */
    boolean offers(GroupResource resource) {
        boolean known = cluster.discovery().find(resource).isPresent();
        if (!known) {
            unknown.computeIfAbsent(resource, key -> new LongAdder()).increment();
        }
        return known;
    }

    /** One warning for each resource that the cluster lacks, not one for each object. */
    void reportUnknown() {
        unknown.forEach((resource, count) -> reporter.warn(
                null,
                count + " objects of " + resource
                        + " are not restored because the API server does not offer that resource;"
                        + " install what defines it and restore them again"));
    }

    /** Whether the API server as a whole is to blame for a failure, and not the one object. */
    boolean isOutage(RuntimeException failure) {
        return Outage.isCauseOf(failure, cluster);
    }

    /**
     * The resource in the version the object is written in, which need not be the one the cluster prefers: the API server converts.
     *
     * @throws GoletaException when the cluster does not have the resource, or the object is of a different kind
     */
    ApiResource resourceOf(ItemId id, KubernetesObject object) {
        ApiResource offered = cluster.discovery()
                .find(id.resource())
                .orElseThrow(() -> new GoletaException(
                        Fault.USER,
                        "the API server does not offer " + id.resource()
                                + "; install what defines it, or exclude it from the restore"));
        String apiVersion = object.apiVersion();
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        if (!object.kind().equals(offered.kind()) || !group.equals(id.resource().group())) {
            throw new GoletaException(
                    Fault.STORAGE,
                    "the backup holds a " + apiVersion + " " + object.kind() + " under that name instead of a "
                            + offered.apiVersion() + " " + offered.kind());
        }
        return new ApiResource(
                offered.id(),
                apiVersion.substring(slash + 1),
                offered.kind(),
                offered.singular(),
                offered.shortNames(),
                offered.namespaced(),
                offered.verbs());
    }

    /**
     * Waits until the API server serves the custom resources of a definition.
     *
     * @throws GoletaException when it does not within a minute
     */
    void awaitDefinition(ApiResource resource, String name) {
        boolean ready = poller.until(
                DEFINITION_TIMEOUT,
                () -> cluster.get(resource, null, name)
                        .filter(TargetCluster::isServed)
                        .isPresent());
        if (!ready) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "CRD " + name + " is not available to use for custom resources: it was not Established and"
                            + " NamesAccepted within a minute; see its status");
        }
    }

    private static boolean isServed(KubernetesObject definition) {
        Set<Object> met = definition.maps("status", "conditions").stream()
                .filter(condition -> "True".equals(condition.get("status")))
                .map(condition -> condition.getOrDefault("type", ""))
                .collect(Collectors.toSet());
        return met.containsAll(DEFINITION_CONDITIONS);
    }

    /**
     * Creates a namespace unless it exists.
     *
     * @param source its name in the backup
     * @return false when it cannot be used, which is reported once as an error
     */
    boolean ensureNamespace(String name, String source) {
        FutureTask<Boolean> task =
                namespaces.computeIfAbsent(name, key -> new FutureTask<>(() -> createOrReport(name, source)));
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The restore was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GoletaException outage) {
                throw outage;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits while a namespace is being deleted; false when that takes too long. */
    boolean awaitNamespaceEnd(String name) {
        ApiResource resource = namespaceResource();
        return poller.until(terminatingTimeout, () -> !isTerminating(cluster.get(resource, null, name)));
    }

    private ApiResource namespaceResource() {
        return cluster.discovery()
                .find(NAMESPACES)
                .orElseThrow(() -> new GoletaException(Fault.CLUSTER, "the API server offers no namespaces"));
    }

    private boolean createOrReport(String name, String source) {
        try {
            createNamespace(name, source);
            return true;
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(
                    "Namespace " + name + " cannot be used, so none of its objects is restored: " + e.getMessage());
            return false;
        }
    }

    private void createNamespace(String name, String source) {
        ApiResource resource = namespaceResource();
        if (!awaitNamespaceEnd(name)) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "it was still being deleted after " + terminatingTimeout.toSeconds()
                            + " s; see what holds its objects with: kubectl describe namespace " + name);
        }
        if (cluster.get(resource, null, name).isPresent()) {
            return;
        }
        try {
            cluster.create(resource, namespaceManifest(name, source));
            reporter.info("Namespace created", "namespace", name);
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
    }

    private KubernetesObject namespaceManifest(String name, String source) {
        KubernetesObject bare =
                KubernetesObject.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name)));
        KubernetesObject namespace = backup.read(new ItemId(NAMESPACES, null, source))
                .map(original -> RestoreContext.creatable(original).with(name, "metadata", "name"))
                .orElse(bare);
        // Newer API servers write this label and insist on its value.
        return namespace.labels().containsKey(NAME_LABEL) ? namespace.withLabel(NAME_LABEL, name) : namespace;
    }

    private static boolean isTerminating(Optional<KubernetesObject> namespace) {
        return namespace
                .filter(found -> found.get("metadata", "deletionTimestamp").isPresent()
                        || found.string("status", "phase")
                                .filter("Terminating"::equals)
                                .isPresent())
                .isPresent();
    }
}
