package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The namespaces of the restore, each made when the first object goes into it. One that exists is not changed. Thread-safe.
 */
final class Namespaces {
    static final GroupResource RESOURCE = new GroupResource("", "namespaces");
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private final Cluster cluster;
    private final BackupContents backup;
    private final RunReporter findings;
    private final Poller poller;
    private final Duration terminatingTimeout;
    private final ConcurrentMap<String, FutureTask<Boolean>> known = new ConcurrentHashMap<>();

    Namespaces(
            Cluster cluster, BackupContents backup, RunReporter findings, Poller poller, Duration terminatingTimeout) {
        this.cluster = cluster;
        this.backup = backup;
        this.findings = findings;
        this.poller = poller;
        this.terminatingTimeout = terminatingTimeout;
    }

    /**
     * Sees to it that the namespace is there.
     *
     * @param source what it is called in the backup, which knows its labels and annotations
     * @return false when it cannot be used, which is reported once as an error
     */
    boolean ensure(String name, String source) {
        FutureTask<Boolean> task =
                known.computeIfAbsent(name, key -> new FutureTask<>(() -> createOrReport(name, source)));
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GoletaException.retryable(Fault.INTERNAL, "The restore was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits while a namespace is being deleted; false when that takes too long. */
    boolean awaitEnd(String name) {
        ApiResource resource = resource();
        return poller.until(terminatingTimeout, () -> !isTerminating(cluster.get(resource, null, name)));
    }

    private ApiResource resource() {
        return cluster.discovery()
                .find(RESOURCE)
                .orElseThrow(() -> new GoletaException(Fault.CLUSTER, "the API server offers no namespaces"));
    }

    private boolean createOrReport(String name, String source) {
        try {
            create(name, source);
            return true;
        } catch (ApiException | GoletaException e) {
            findings.error(
                    "Namespace " + name + " cannot be used, so none of its objects is restored: " + e.getMessage());
            return false;
        }
    }

    private void create(String name, String source) {
        ApiResource resource = resource();
        if (!awaitEnd(name)) {
            throw new GoletaException(
                    Fault.CLUSTER,
                    "it was still being deleted after " + terminatingTimeout.toSeconds()
                            + " s; see what holds its objects with: kubectl describe namespace " + name);
        }
        if (cluster.get(resource, null, name).isPresent()) {
            return;
        }
        try {
            cluster.create(resource, manifest(name, source));
            findings.info("Namespace created", "namespace", name);
        } catch (ApiException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
    }

    private KubernetesObject manifest(String name, String source) {
        KubernetesObject bare =
                KubernetesObject.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name)));
        KubernetesObject namespace = backup.read(new ItemId(RESOURCE, null, source))
                .map(original -> ServerManagedFields.stripped(original).with(name, "metadata", "name"))
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
