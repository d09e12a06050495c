package io.goleta.core.restore;

import static io.goleta.core.restore.ItemCreator.Creation.How.KEPT;
import static io.goleta.core.restore.ItemCreator.Creation.How.UPDATED;

import io.goleta.core.json.MergePatch;
import io.goleta.core.kube.ApiException;
import io.goleta.core.kube.ApiResource;
import io.goleta.core.kube.Cluster;
import io.goleta.core.restore.ItemCreator.Creation;
import io.goleta.core.run.RunReporter;
import io.goleta.spi.item.KubernetesObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are in the cluster already: they stay as they are, unless {@code existingResourcePolicy} is {@code update}. Service
 * accounts are always merged, and volumes that the restored claims need are freed. Thread-safe.
 */
final class ExistingItemPolicy {
    private final Cluster cluster;
    private final RestoreContext context;
    private final RunReporter reporter;

    ExistingItemPolicy(Cluster cluster, RestoreContext context, RunReporter reporter) {
        this.cluster = cluster;
        this.context = context;
        this.reporter = reporter;
    }

    /**
     * Applies the policy to one object.
     *
     * @param wanted the object as the restore would have created it
     * @param original the object as it is in the backup
     */
    Creation apply(
            ApiResource resource, KubernetesObject inCluster, KubernetesObject wanted, KubernetesObject original) {
        if (resource.kind().equals("ServiceAccount")) {
            return merge(resource, inCluster, wanted);
        }
        if (PersistentVolumes.isReleased(inCluster, original)) {
            return new Creation(patched(resource, inCluster, ClaimBinding.WITHOUT_CLAIM_UID), UPDATED);
        }
        if (context.updatesExisting()) {
            return update(resource, inCluster, difference(inCluster, wanted, original));
        }
        // Whether it has this restore's labels says nothing about whether it is the same.
        if (!isNoChange(resource, inCluster, difference(labelled(inCluster, wanted), wanted, original))) {
            reporter.warn(
                    inCluster.namespace(),
                    "could not restore, " + resource.kind() + " \"" + inCluster.name()
                            + "\" already exists. Warning: the"
                            + " in-cluster version is different than the backed-up version.");
        }
        return new Creation(inCluster, KEPT);
    }

    private Creation merge(ApiResource resource, KubernetesObject inCluster, KubernetesObject wanted) {
        if (additions(labelled(inCluster, wanted), wanted).isEmpty()) {
            return new Creation(inCluster, KEPT);
        }
        Map<String, Object> additions = additions(inCluster, wanted);
        try {
            return new Creation(patched(resource, inCluster, additions), UPDATED);
        } catch (ApiException e) {
            reporter.warn(
                    inCluster.namespace(),
                    "service account " + inCluster.name()
                            + " exists and could not be merged with the one in the backup: " + e.getMessage());
            return new Creation(inCluster, KEPT);
        }
    }

    private Creation update(
            ApiResource resource, KubernetesObject inCluster, Map<String, ? extends @Nullable Object> patch) {
        if (patch.isEmpty()) {
            return new Creation(inCluster, UPDATED);
        }
        try {
            return new Creation(patched(resource, inCluster, patch), UPDATED);
        } catch (ApiException e) {
            reporter.warn(
                    inCluster.namespace(),
                    resource.kind() + " \"" + inCluster.name()
                            + "\" exists and could not be updated to the backed-up version: " + e.getMessage());
        }
        Map<String, Object> labels = Map.of("metadata", Map.of("labels", context.labels()));
        return new Creation(patched(resource, inCluster, labels), KEPT);
    }

    /**
     * What has to change in an object of the cluster to make it the one to restore, as a merge patch.
     *
     * <p>Fields that the server manages are left alone. So is a field that the backup had and the restore removed on purpose, such as
     * the address of a service: the cluster has filled it in again.
     */
    static Map<String, @Nullable Object> difference(
            KubernetesObject inCluster, KubernetesObject wanted, KubernetesObject original) {
        Map<String, @Nullable Object> patch = MergePatch.between(
                ServerManagedFields.removed(inCluster).content(),
                ServerManagedFields.removed(wanted).content(),
                original.content());
        patch.remove("apiVersion");
        return patch;
    }

    /**
     * The parts of a service account that the one in the cluster lacks, as a merge patch. Every namespace gets its account
     * {@code default} from the cluster, so the one in the backup always exists: where both differ, the cluster's stays.
     */
    private static Map<String, Object> additions(KubernetesObject inCluster, KubernetesObject wanted) {
        Map<String, Object> patch = new LinkedHashMap<>();
        for (String list : List.of("secrets", "imagePullSecrets")) {
            List<Map<String, Object>> all = new ArrayList<>(inCluster.maps(list));
            wanted.maps(list).stream()
                    .filter(entry -> all.stream().noneMatch(has -> isSameName(has, entry)))
                    .forEach(all::add);
            if (all.size() > inCluster.maps(list).size()) {
                patch.put(list, all);
            }
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String map : List.of("labels", "annotations")) {
            Map<String, Object> missing = new LinkedHashMap<>(wanted.map("metadata", map));
            missing.keySet().removeAll(inCluster.map("metadata", map).keySet());
            if (!missing.isEmpty()) {
                metadata.put(map, missing);
            }
        }
        if (!metadata.isEmpty()) {
            patch.put("metadata", metadata);
        }
        return patch;
    }

    private static boolean isSameName(Map<String, Object> a, Map<String, Object> b) {
        return String.valueOf(a.get("name")).equals(String.valueOf(b.get("name")));
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
        for (String label : context.labels().keySet()) {
            labelled = labelled.withLabel(label, wanted.labels().getOrDefault(label, ""));
        }
        return labelled;
    }
}
