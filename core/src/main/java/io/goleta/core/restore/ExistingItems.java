package io.goleta.core.restore;

import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.item.KubernetesObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to objects that are in the cluster already: nothing, unless the user wants them updated. Thread-safe. */
final class ExistingItems {
    private final Cluster cluster;
    private final RestoreContext scope;
    private final RunReporter findings;

    ExistingItems(Cluster cluster, RestoreContext scope, RunReporter findings) {
        this.cluster = cluster;
        this.scope = scope;
        this.findings = findings;
    }

    /**
     * @param wanted the object as the restore would have created it
     * @param original the object as it lies in the backup
     */
    Creation settle(
            ApiResource resource, KubernetesObject inCluster, KubernetesObject wanted, KubernetesObject original) {
        if (resource.kind().equals("ServiceAccount")) {
            return merge(resource, inCluster, wanted);
        }
        if (ReleasedVolume.is(inCluster) && ReleasedVolume.isThatOf(inCluster, original)) {
            return new Creation(patched(resource, inCluster, ReleasedVolume.FREE), Creation.How.UPDATED);
        }
        if (scope.updatesExisting()) {
            return update(resource, inCluster, MergePatch.between(inCluster, wanted, original));
        }
        // Whether it has this restore's labels says nothing about whether it is the same.
        if (!isNoChange(resource, inCluster, MergePatch.between(labelled(inCluster, wanted), wanted, original))) {
            findings.warn(
                    inCluster.namespace(),
                    "could not restore, " + resource.kind() + " \"" + inCluster.name()
                            + "\" already exists. Warning: the"
                            + " in-cluster version is different than the backed-up version.");
        }
        return new Creation(inCluster, Creation.How.KEPT);
    }

    private Creation merge(ApiResource resource, KubernetesObject inCluster, KubernetesObject wanted) {
        if (AccountMerge.additions(labelled(inCluster, wanted), wanted).isEmpty()) {
            return new Creation(inCluster, Creation.How.KEPT);
        }
        Map<String, Object> additions = AccountMerge.additions(inCluster, wanted);
        try {
            return new Creation(patched(resource, inCluster, additions), Creation.How.UPDATED);
        } catch (ApiException e) {
            findings.warn(
                    inCluster.namespace(),
                    "service account " + inCluster.name()
                            + " exists and could not be merged with the one in the backup: " + e.getMessage());
            return new Creation(inCluster, Creation.How.KEPT);
        }
    }

    private Creation update(
            ApiResource resource, KubernetesObject inCluster, Map<String, ? extends @Nullable Object> patch) {
        if (patch.isEmpty()) {
            return new Creation(inCluster, Creation.How.UPDATED);
        }
        try {
            return new Creation(patched(resource, inCluster, patch), Creation.How.UPDATED);
        } catch (ApiException e) {
            findings.warn(
                    inCluster.namespace(),
                    resource.kind() + " \"" + inCluster.name()
                            + "\" exists and could not be updated to the backed-up version: " + e.getMessage());
        }
        Map<String, Object> labels = Map.of("metadata", Map.of("labels", scope.labels()));
        return new Creation(patched(resource, inCluster, labels), Creation.How.KEPT);
    }

    /**
     * Whether the patch leaves the object as it is. Defaults that a newer API server fills in look like a difference, so when in
     * doubt it is asked what it would make of the patch.
     */
    private boolean isNoChange(
            ApiResource resource, KubernetesObject inCluster, Map<String, ? extends @Nullable Object> patch) {
        if (patch.isEmpty()) {
            return true;
        }
        try {
            KubernetesObject after = cluster.dryRunPatch(resource, inCluster.namespace(), inCluster.name(), patch);
            return ServerManagedFields.removed(after).equals(ServerManagedFields.removed(inCluster));
        } catch (ApiException e) {
            return false;
        }
    }

    private KubernetesObject patched(
            ApiResource resource, KubernetesObject object, Map<String, ? extends @Nullable Object> patch) {
        return cluster.mergePatch(resource, object.namespace(), object.name(), patch);
    }

    private KubernetesObject labelled(KubernetesObject inCluster, KubernetesObject wanted) {
        KubernetesObject labelled = inCluster;
        for (String label : scope.labels().keySet()) {
            labelled = labelled.withLabel(label, wanted.labels().getOrDefault(label, ""));
        }
        return labelled;
    }
}
