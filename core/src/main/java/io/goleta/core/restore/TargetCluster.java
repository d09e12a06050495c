package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.Poller;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.Fault;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.time.Duration;
import java.util.HashMap;
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
 * namespace that exists is not changed, unless the restore updates what exists. Thread-safe.
 */
final class TargetCluster {
    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final String PROBE = "goleta-looks-for-a-version";
    private static final Duration DEFINITION_TIMEOUT = Duration.ofMinutes(1);
    private static final Set<String> DEFINITION_CONDITIONS = Set.of("Established", "NamesAccepted");

    private final Cluster cluster;
    private final BackupContents backup;
    private final RunReporter reporter;
    private final Poller poller;
    private final Duration terminatingTimeout;
    private final Map<GroupResource, LongAdder> unknown = new ConcurrentHashMap<>();
    private final boolean updatesExisting;
    private final Map<ApiResource, Boolean> served = new ConcurrentHashMap<>();
    private final Set<ApiResource> successorsUsed = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, FutureTask<Boolean>> namespaces = new ConcurrentHashMap<>();

    /**
     * @param backup has the labels and annotations of namespaces
     * @param updatesExisting whether namespaces that exist get the labels and annotations that they have in the backup
     * @param terminatingTimeout how long to wait for a namespace that is being deleted
     */
    TargetCluster(
            Cluster cluster,
            BackupContents backup,
            boolean updatesExisting,
            RunReporter reporter,
            Poller poller,
            Duration terminatingTimeout) {
        this.updatesExisting = updatesExisting;
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
     * An object as the API server takes it. Where the API server has dropped the version in which the backup holds it, the successor
     * takes its place if that has the same fields.
     *
     * @throws GoletaException when nobody can tell what the object would be in a version that is served
     */
    KubernetesObject inServedVersion(ItemId id, KubernetesObject object) {
        Optional<ApiResource> offered = cluster.discovery().find(id.resource());
        if (offered.isEmpty() || offered.get().apiVersion().equals(object.apiVersion())) {
            return object;
        }
        ApiResource inBackup = resourceOf(id, object);
        if (served.computeIfAbsent(inBackup, this::serves)) {
            return object;
        }
        String both =
                "the backup holds it as " + object.apiVersion() + ", which the API server does not serve; it serves "
                        + offered.get().apiVersion();
        KubernetesObject converted = RemovedVersions.successor(object)
                .filter(successor -> successor.apiVersion().equals(offered.get().apiVersion()))
                .orElseThrow(
                        () -> new GoletaException(
                                Fault.USER,
                                both
                                        + ", whose fields may differ; convert it, for example with kubectl convert, and apply it"));
        if (successorsUsed.add(inBackup)) {
            reporter.warn(id.resource() + " in the backup are of version " + object.apiVersion()
                    + ", which the API server does not serve any more; they are restored as " + converted.apiVersion()
                    + ", which has the same fields");
        }
        return converted;
    }

    private boolean serves(ApiResource resource) {
        try {
            cluster.list(resource, new ListOptions(null, "", "metadata.name=" + PROBE), object -> {});
            return true;
        } catch (ApiException e) {
            return !e.isNotFound();
        }
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
        Optional<KubernetesObject> existing = cluster.get(resource, null, name);
        if (existing.isPresent()) {
            if (updatesExisting) {
                update(resource, existing.get(), source);
            }
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

    private void update(ApiResource resource, KubernetesObject existing, String source) {
        Optional<KubernetesObject> original = backup.read(new ItemId(NAMESPACES, null, source));
        Map<String, Object> labels =
                new HashMap<>(original.map(KubernetesObject::labels).orElse(Map.of()));
        labels.remove(NAME_LABEL);
        Map<String, Object> annotations =
                new HashMap<>(original.map(KubernetesObject::annotations).orElse(Map.of()));
        if (existing.labels().entrySet().containsAll(labels.entrySet())
                && existing.annotations().entrySet().containsAll(annotations.entrySet())) {
            return;
        }
        try {
            Map<String, Object> metadata = Map.of("labels", labels, "annotations", annotations);
            cluster.mergePatch(resource, null, existing.name(), Map.of("metadata", metadata));
            reporter.info("Namespace updated", "namespace", existing.name());
        } catch (ApiException e) {
            reporter.warn(
                    existing.name(),
                    "Namespace \"" + existing.name() + "\" exists and could not be updated to the backed-up version: "
                            + e.getMessage());
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
