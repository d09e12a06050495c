package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who restores what to where: the restore, its backup, and the namespaces that get another name.
 *
 * @param resource the Restore
 */
record RestoreContext(KubernetesObject resource, Restore.Spec spec, String backupName, BackedUpVolumes volumes)
        implements RestoreDetails {

    static RestoreContext of(RestoreRequest request, BackedUpVolumes volumes) {
        return new RestoreContext(request.resource(), request.spec(), backupName(request), volumes);
    }

    static String backupName(RestoreRequest request) {
        return Objects.requireNonNullElse(request.spec().backupName(), "");
    }

    @Override
    public Map<String, String> namespaceMapping() {
        return spec.namespaceMapping();
    }

    @Override
    public List<BackedUpVolume> volumesOf(String namespace, String pod) {
        return volumes.of(namespace, pod);
    }

    /** What a namespace of the backup is called in the cluster. */
    @Nullable
    String target(@Nullable String namespace) {
        return namespace == null ? null : spec.namespaceMapping().getOrDefault(namespace, namespace);
    }

    /** Whether objects that exist already are made equal to those in the backup. */
    boolean updatesExisting() {
        return "update".equals(spec.existingResourcePolicy());
    }

    /** An object as it is created: in its new namespace, and labelled with where it comes from. */
    KubernetesObject placed(KubernetesObject object) {
        String namespace = target(object.namespace());
        KubernetesObject moved = namespace == null ? object : object.with(namespace, "metadata", "namespace");
        KubernetesObject placed = moved;
        for (Map.Entry<String, String> label : labels().entrySet()) {
            placed = placed.withLabel(label.getKey(), label.getValue());
        }
        return placed;
    }

    /** What every restored object is labelled with. */
    Map<String, String> labels() {
        return Map.of(
                VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backupName),
                VeleroApi.RESTORE_NAME, VeleroApi.labelValue(name()));
    }

    /**
     * Whether an object in the cluster was created by this restore, when it was executed before and did not come to its end. The
     * label alone does not say so, since the name of a restore can be used again; but what is older than the Restore is not its.
     */
    boolean hasCreated(KubernetesObject inCluster) {
        String created = inCluster.string("metadata", "creationTimestamp").orElse("");
        String began = resource.string("metadata", "creationTimestamp").orElse("");
        return inCluster.labels().entrySet().containsAll(labels().entrySet())
                // Both are written by the API server, in a notation that sorts as text.
                && created.compareTo(began) >= 0;
    }
}
