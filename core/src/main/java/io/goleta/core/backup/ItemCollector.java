package io.goleta.core.backup;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.ListOptions;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.KubernetesObject;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of a backup. Many lists are read at once and handed over object by object, at the pace of
 * the caller, so that no more than one page of each list is in memory. A list that cannot be read is an error of the backup,
 * and the others go on.
 */
final class ItemCollector {
    // Bounds memory. Concurrent requests are limited by the cluster.
    private static final int LISTS_AT_ONCE = 16;

    private final Cluster cluster;
    private final Selection selection;
    private final RunReporter reporter;

    ItemCollector(Cluster cluster, Selection selection, RunReporter reporter) {
        this.cluster = cluster;
        this.selection = selection;
        this.reporter = reporter;
    }

    /**
     * Hands over every object that is to be listed, some of them twice, by many threads at once. Returns when all are handed
     * over.
     *
     * @param taker waits while it cannot take more
     */
    void collect(BiConsumer<ApiResource, KubernetesObject> taker) {
        selection.discovery().failures().forEach(this::reportUnknown);
        Optional<Set<String>> namespaces = selection.isOfAllNamespaces() ? Optional.empty() : Optional.of(namespaces());
        try (BoundedExecutor lists = new BoundedExecutor(LISTS_AT_ONCE)) {
            selection.discovery().find(Selection.NAMESPACES).ifPresent(resource -> checkNames(resource, lists));
            for (ApiResource resource : ResourceOrder.of(selection)) {
                if (resource.id().equals(Selection.NAMESPACES) && namespaces.isPresent()) {
                    namespaces.get().forEach(name -> lists.submit(() -> read(resource, name, taker)));
                } else if (resource.namespaced() && namespaces.isPresent()) {
                    namespaces.get().forEach(name -> lists.submit(() -> list(resource, name, taker)));
                } else {
                    lists.submit(() -> list(resource, null, taker));
                }
            }
            lists.join();
        }
    }

    /** Namespaces that are named and not read otherwise: whoever names one believes that it exists. */
    private void checkNames(ApiResource resource, BoundedExecutor lists) {
        if (!selection.isListed(resource)) {
            selection.namedNamespaces().forEach(name -> lists.submit(() -> read(resource, name, (kind, found) -> {})));
        }
        selection
                .excludedNamespaces()
                .forEach(name -> lists.submit(() -> {
                    if (isMissing(resource, name)) {
                        reporter.warn("spec.excludedNamespaces: there is no namespace \"" + name + "\"");
                    }
                }));
    }

    private boolean isMissing(ApiResource resource, String name) {
        try {
            return cluster.get(resource, null, name).isEmpty();
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            return false; // what is excluded is not worth an error
        }
    }

    /** The namespaces of the backup by name, where not all are in it. A name without wildcards need not exist. */
    private Set<String> namespaces() {
        Set<String> names = selection.namedNamespaces();
        if (selection.hasNamespacePatterns()) {
            ApiResource resource =
                    selection.discovery().find(Selection.NAMESPACES).orElseThrow();
            cluster.list(resource, ListOptions.EVERYTHING, namespace -> {
                if (selection.includesNamespace(namespace.name())) {
                    names.add(namespace.name());
                }
            });
        }
        return names;
    }

    private void list(
            ApiResource resource, @Nullable String namespace, BiConsumer<ApiResource, KubernetesObject> taker) {
        try {
            try {
                listAll(resource, namespace, taker);
            } catch (GoletaException e) {
                Outage.throwIfCauseOf(e, cluster);
                if (!e.isRetryable()) {
                    throw e;
                }
                listAll(resource, namespace, taker); // the server is well again; objects that come twice do no harm
            }
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(namespace, "Could not list " + resource.id() + ": " + e.getMessage());
        }
    }

    private void listAll(
            ApiResource resource, @Nullable String namespace, BiConsumer<ApiResource, KubernetesObject> taker) {
        AtomicInteger count = new AtomicInteger();
        for (String labels : selection.labelSelectors()) {
            cluster.list(resource, new ListOptions(namespace, labels, ""), object -> {
                count.incrementAndGet();
                taker.accept(resource, object);
            });
        }
        reportFound(resource, namespace, count.get());
    }

    /** Reads a Namespace itself; where it does not match the label selector, it comes with what is in it or not at all. */
    private void read(ApiResource resource, String name, BiConsumer<ApiResource, KubernetesObject> taker) {
        try {
            Optional<KubernetesObject> namespace = cluster.get(resource, null, name);
            if (namespace.isEmpty()) {
                reporter.error(name, "There is no namespace " + name + ", but the backup includes it");
            } else if (selection.matchesNamespaceLabels(namespace.get())) {
                taker.accept(resource, namespace.get());
            }
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(name, "Could not read namespace " + name + ": " + e.getMessage());
        }
    }

    private void reportFound(ApiResource resource, @Nullable String namespace, int count) {
        if (count > 0) {
            reporter.info(
                    "Found " + count + " " + resource.id(), "namespace", Objects.requireNonNullElse(namespace, ""));
        }
    }

    private void reportUnknown(String version, String reason) {
        reporter.warn("The API server does not tell what is in " + version + ", so it is not backed up: " + reason);
    }
}
