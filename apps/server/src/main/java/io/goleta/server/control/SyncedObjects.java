package io.goleta.server.control;

import io.goleta.core.api.VeleroApi;
import io.goleta.spi.item.KubernetesObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects as they were published by another cluster, made fit for this one. Pure. */
final class SyncedObjects {
    private static final List<String> OF_THE_OTHER_SERVER = List.of(
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "managedFields",
            "finalizers",
            "generateName");

    private final String namespace;

    SyncedObjects(String namespace) {
        this.namespace = namespace;
    }

    /** Its owner, a schedule of the other cluster, is dropped: the garbage collector would delete the backup for lack of it. */
    KubernetesObject backup(KubernetesObject published, String location) {
        return stripped(published)
                .without("metadata", "ownerReferences")
                .with(location, "spec", "storageLocation")
                .withLabel(VeleroApi.STORAGE_LOCATION, VeleroApi.labelValue(location));
    }

    /**
     * @param backup as it is in this cluster, its new owner
     */
    KubernetesObject podVolumeBackup(KubernetesObject published, KubernetesObject backup, String location) {
        Map<String, Object> owner = new LinkedHashMap<>();
        owner.put("apiVersion", VeleroApi.API_VERSION);
        owner.put("kind", "Backup");
        owner.put("name", backup.name());
        owner.put("uid", backup.uid());
        owner.put("controller", true);
        return stripped(published)
                .with(List.of(owner), "metadata", "ownerReferences")
                .withLabel(VeleroApi.BACKUP_NAME, VeleroApi.labelValue(backup.name()))
                .withLabel(VeleroApi.BACKUP_UID, backup.uid())
                .with(location, "spec", "backupStorageLocation");
    }

    private KubernetesObject stripped(KubernetesObject object) {
        KubernetesObject result = object;
        for (String field : OF_THE_OTHER_SERVER) {
            result = result.without("metadata", field);
        }
        return result.with(namespace, "metadata", "namespace");
    }
}
