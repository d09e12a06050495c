package io.goleta.spi.action;

import io.goleta.spi.item.KubernetesObject;
import java.util.List;
import java.util.Map;

/** The restore an action works for. Thread-safe. */
public interface RestoreDetails {

    /** The whole Restore, as in the API server when the run began. */
    KubernetesObject resource();

    /** Name of the backup that is being restored. */
    String backupName();

    /** Namespaces of the backup that are restored into a different one, by name. */
    Map<String, String> namespaceMapping();

    /**
     * The volumes of a pod whose files are in the backup and will be restored when the pod is created.
     *
     * @param namespace of the pod in the backup
     */
    List<BackedUpVolume> volumesOf(String namespace, String pod);

    /** The restore's name. */
    default String name() {
        return resource().name();
    }

    /** The restore's uid, which differs when a name is used again. */
    default String uid() {
        return resource().uid();
    }
}
