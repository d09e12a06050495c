package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.RunReporter;
import io.goleta.core.select.ResourceFilter;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts the status of objects back, for those resources that {@code spec.restoreStatus} of the restore names. Thread-safe. */
final class StatusRestorer {
    private final Cluster cluster;
    private final RestoreContext context;
    private final RunReporter reporter;

    StatusRestorer(Cluster cluster, RestoreContext context, RunReporter reporter) {
        this.cluster = cluster;
        this.context = context;
        this.reporter = reporter;
    }

    void restore(ApiResource resource, KubernetesObject created, KubernetesObject original) {
        if (context.resource().get("spec", "restoreStatus").isEmpty()
                || original.get("status").isEmpty()
                || !filter().includes(resource.id())) {
            return;
        }
        try {
            update(resource, created, original.map("status"));
        } catch (ApiException e) {
            reporter.warn(
                    created.namespace(),
                    "the status of " + resource.kind() + " \"" + created.name() + "\" is not restored: "
                            + e.getMessage());
        }
    }

    /** A resource without subresource keeps its status as an ordinary field. */
    private void update(ApiResource resource, KubernetesObject created, Map<String, Object> status) {
        try {
            cluster.updateStatus(resource, created.with(status, "status"));
        } catch (ApiException e) {
            if (!e.isNotFound()) {
                throw e;
            }
            cluster.mergePatch(resource, created.namespace(), created.name(), Map.of("status", status));
        }
    }

    private ResourceFilter filter() {
        return ResourceFilter.of(names("includedResources"), names("excludedResources"), cluster.discovery());
    }

    private List<String> names(String list) {
        return context.resource().list("spec", "restoreStatus", list).stream()
                .flatMap(name -> Stream.ofNullable(Objects.toString(name, null)))
                .toList();
    }
}
