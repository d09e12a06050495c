package io.goleta.core.backup;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The objects of {@code spec.orderedResources}: read before all others, one after the other, in the order of their names.
 * Users name the pods of a database so, whose replicas must be backed up in turn.
 */
final class OrderedItems {
    private final Cluster cluster;
    private final Selection selection;
    private final RunReporter reporter;

    OrderedItems(Cluster cluster, Selection selection, RunReporter reporter) {
        this.cluster = cluster;
        this.selection = selection;
        this.reporter = reporter;
    }

    /** Hands over one object after the other, by the calling thread. */
    void collect(BiConsumer<ApiResource, KubernetesObject> taker) {
        for (ApiResource resource : ResourceOrder.of(selection)) {
            for (String name : selection.orderOf(resource)) {
                find(resource, name)
                        .ifPresentOrElse(
                                object -> taker.accept(resource, object),
                                () -> reporter.warn("Cannot find resource '" + name + "'."));
            }
        }
    }

    private Optional<KubernetesObject> find(ApiResource resource, String qualified) {
        int slash = qualified.indexOf('/');
        String namespace = slash < 0 ? null : qualified.substring(0, slash);
        String name = qualified.substring(slash + 1);
        if (resource.namespaced() != (namespace != null) || !selection.includes(resource, namespace, name)) {
            return Optional.empty();
        }
        try {
            return cluster.get(resource, namespace, name).filter(selection::matchesLabels);
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(namespace, "Could not read " + resource.id() + " " + qualified + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
