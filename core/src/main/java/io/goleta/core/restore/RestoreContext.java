package io.goleta.core.restore;

import io.goleta.core.api.Restore;
import io.goleta.core.api.VeleroApi;
import io.goleta.spi.action.BackedUpVolume;
import io.goleta.spi.action.RestoreDetails;
import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One restore, as every object of it has to know: its labels, and the namespaces that get a different name.
 *
 * @param resource the Restore
 */
record RestoreContext(KubernetesObject resource, Restore.Spec spec, String backupName, BackedUpVolumes volumes)
        implements RestoreDetails {
    private static final Set<String> KEPT_METADATA = Set.of("name", "namespace", "labels", "annotations", "finalizers");

    /** They mean that an object is being deleted, and the collector sets them itself. */
    private static final Set<String> DELETION = Set.of("foregroundDeletion", "orphan");

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

    @Override
    public boolean isShared(String namespace, String pod, String volume) {
        return volumes.isShared(namespace, pod, volume);
    }

    /** The name in the cluster of a namespace of the backup. */
    @Nullable
    String target(@Nullable String namespace) {
        return namespace == null ? null : spec.namespaceMapping().getOrDefault(namespace, namespace);
    }

    /** Whether objects that exist already are made equal to those in the backup. */
    boolean updatesExisting() {
        return "update".equals(spec.existingResourcePolicy());
    }

    /**
     * An object of the backup as it may be created: without status and without the metadata the API server writes.
     *
     * <p>Finalizers stay, unlike in Velero before 1.11: they are part of what the user, or an operator, asked for, and a restored
     * object without them would be deleted without the clean-up they guard. Owners are dropped here, because their uids mean
     * nothing in a new cluster and an object with an unknown owner is collected as garbage; {@link OwnerReferences} puts them back.
     * {@code generateName} goes because API servers say "try again" instead of "already exists" to an object that has it.
     */
    static KubernetesObject creatable(KubernetesObject object) {
        KubernetesObject creatable = object.without("status");
        for (String key : object.map("metadata").keySet()) {
            if (!KEPT_METADATA.contains(key)) {
                creatable = creatable.without("metadata", key);
            }
        }
        List<Object> finalizers = object.list("metadata", "finalizers").stream()
                .filter(finalizer -> !(finalizer instanceof String text && DELETION.contains(text)))
                .toList();
        return finalizers.isEmpty()
                ? creatable.without("metadata", "finalizers")
                : creatable.with(finalizers, "metadata", "finalizers");
    }

    /** An object as it is created: in its new namespace, and with the labels of this restore. */
    KubernetesObject placed(KubernetesObject object) {
        String namespace = target(object.namespace());
        KubernetesObject moved = namespace == null ? object : object.with(namespace, "metadata", "namespace");
        KubernetesObject placed = moved;
        for (Map.Entry<String, String> label : labels().entrySet()) {
            placed = placed.withLabel(label.getKey(), label.getValue());
        }
        return placed;
    }

    /** The labels of every restored object. */
    Map<String, String> labels() {
        return Map.of(
                VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backupName),
                VeleroApi.RESTORE_NAME, VeleroApi.labelValue(name()));
    }

    /**
     * Whether an object in the cluster was created by an earlier execution of this restore. The label alone does not prove it, since
     * the name of a restore can be used again; but an object older than the Restore was not created by it.
     */
    boolean hasCreated(KubernetesObject inCluster) {
        String created = inCluster.string("metadata", "creationTimestamp").orElse("");
        String began = resource.string("metadata", "creationTimestamp").orElse("");
        return inCluster.labels().entrySet().containsAll(labels().entrySet())
                // Both are written by the API server, in a notation that sorts as text.
                && created.compareTo(began) >= 0;
    }
}
