package io.goleta.core.restore;

import io.goleta.spi.item.KubernetesObject;

/**
 * An object in the cluster, and how it got there.
 *
 * @param object as the API server has it
 */
record Creation(KubernetesObject object, How how) {
    enum How {
        /** By this restore, now or when it was executed before. */
        CREATED,
        /** It existed, and was changed. */
        UPDATED,
        /** It existed, and was left as it is. */
        KEPT
    }

    boolean isOurs() {
        return how == How.CREATED;
    }
}
