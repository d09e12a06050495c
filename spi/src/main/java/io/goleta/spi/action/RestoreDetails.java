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

    /**
     * Whether other pods in the backup mount the claim behind a volume of a pod, too. Its files are restored once, into one of these
     * pods, and all of them wait for the same mark; so none of them may remove it.
     *
     * @param namespace of the pod in the backup
     */
    default boolean isShared(String namespace, String pod, String volume) {
        return false;
    }

    /** The restore's name. */
    default String name() {
        return resource().name();
    }

    /** The restore's uid, which differs when a name is used again. */
    default String uid() {
        return resource().uid();
    }
}
