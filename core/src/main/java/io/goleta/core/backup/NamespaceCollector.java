package io.goleta.core.backup;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.ItemId;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The Namespaces of what is in a backup, whatever their labels: without its own labels and annotations a namespace would be another
 * one, for instance without its pod security level.
 */
final class NamespaceCollector {
    private static final int REQUESTS_AT_ONCE = 16;

    private final Cluster cluster;
    private final Selection selection;
    private final RunReporter reporter;

    NamespaceCollector(Cluster cluster, Selection selection, RunReporter reporter) {
        this.cluster = cluster;
        this.selection = selection;
        this.reporter = reporter;
    }

    /**
     * Hands over those that are not in the backup yet, by many threads at once; returns when all are done.
     *
     * @param names of the namespaces of which something is in the backup
     */
    void collect(Set<String> names, Predicate<ItemId> isInBackup, BiConsumer<ApiResource, KubernetesObject> taker) {
        Optional<ApiResource> resource =
                selection.discovery().find(Selection.NAMESPACES).filter(selection::isListed);
        if (resource.isEmpty()) {
            return;
        }
        BoundedExecutor.forEach(
                names.stream().filter(name -> !isInBackup.test(new ItemId(Selection.NAMESPACES, null, name))),
                REQUESTS_AT_ONCE,
                name -> collect(resource.get(), name, taker));
    }

    private void collect(ApiResource resource, String name, BiConsumer<ApiResource, KubernetesObject> taker) {
        try {
            cluster.get(resource, null, name).ifPresent(namespace -> taker.accept(resource, namespace));
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(name, "Could not read namespace " + name + ": " + e.getMessage());
        }
    }
}
