package io.goleta.core.backup;

import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.kube.Outage;
import io.goleta.core.run.BoundedExecutor;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.error.GoletaException;
import io.goleta.spi.item.GroupResource;
import io.goleta.spi.item.KubernetesObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The definitions of the custom resources in a backup, without which they cannot be restored in a different cluster. */
final class DefinitionCollector {
    private static final GroupResource DEFINITIONS =
            new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");
    private static final int REQUESTS_AT_ONCE = 16;

    private final Cluster cluster;
    private final Selection selection;
    private final RunReporter reporter;

    DefinitionCollector(Cluster cluster, Selection selection, RunReporter reporter) {
        this.cluster = cluster;
        this.selection = selection;
        this.reporter = reporter;
    }

    /**
     * Hands over the definition of each resource that has one, by many threads at once; returns when all are done.
     *
     * @param resources of which something is in the backup
     */
    void collect(Set<GroupResource> resources, BiConsumer<ApiResource, KubernetesObject> taker) {
        Optional<ApiResource> definitions = selection.discovery().find(DEFINITIONS);
        if (definitions.isEmpty() || !selection.addsDefinitions()) {
            return;
        }
        try (BoundedExecutor executor = new BoundedExecutor(REQUESTS_AT_ONCE)) {
            resources.stream()
                    .filter(resource -> !resource.group().isEmpty())
                    .forEach(resource -> executor.submit(() -> collect(definitions.get(), resource, taker)));
            executor.join();
        }
    }

    private void collect(
            ApiResource definitions, GroupResource resource, BiConsumer<ApiResource, KubernetesObject> taker) {
        try {
            cluster.get(definitions, null, resource.toString())
                    .ifPresent(definition -> taker.accept(definitions, definition));
        } catch (GoletaException e) {
            Outage.throwIfCauseOf(e, cluster);
            reporter.error(null, "Could not read the definition of " + resource + ": " + e.getMessage());
        }
    }
}
