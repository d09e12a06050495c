package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.RunReporter;
import io.goleta.core.select.ResourceFilter;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts the status of objects back, for those resources that {@code spec.restoreStatus} of the restore names. Thread-safe. */
final class StatusRestorer {
    private final Cluster cluster;
    private final RestoreContext scope;
    private final RunReporter findings;

    StatusRestorer(Cluster cluster, RestoreContext scope, RunReporter findings) {
        this.cluster = cluster;
        this.scope = scope;
        this.findings = findings;
    }

    void restore(ApiResource resource, KubernetesObject created, KubernetesObject original) {
        if (scope.resource().get("spec", "restoreStatus").isEmpty()
                || original.get("status").isEmpty()
                || !filter().includes(resource.id())) {
            return;
        }
        try {
            cluster.updateStatus(resource, created.with(original.map("status"), "status"));
        } catch (ApiException e) {
            findings.warn(
                    created.namespace(),
                    "the status of " + resource.kind() + " \"" + created.name() + "\" is not restored: "
                            + e.getMessage());
        }
    }

    private ResourceFilter filter() {
        return ResourceFilter.of(names("includedResources"), names("excludedResources"), cluster.discovery());
    }

    private List<String> names(String list) {
        return scope.resource().list("spec", "restoreStatus", list).stream()
                .flatMap(name -> Stream.ofNullable(Objects.toString(name, null)))
                .toList();
    }
}
