package io.goleta.server.controller;

import io.goleta.core.api.VeleroObject;
import java.time.Duration;
import java.util.Optional;

/**
 * What a reconcile wants; carried out by the controller alone.
 *
 * @param update the object as it should be; only what differs from what was reconciled is written, as a merge patch
 * @param delete whether the object is deleted
 * @param requeueAfter when to reconcile next even if nothing changes
 */
public record ReconcileResult<V extends VeleroObject<?, ?>>(
        Optional<V> update, boolean delete, Optional<Duration> requeueAfter) {

    /** Nothing to do until the object changes. */
    public static <V extends VeleroObject<?, ?>> ReconcileResult<V> done() {
        return new ReconcileResult<>(Optional.empty(), false, Optional.empty());
    }

    /** Write what differs. */
    public static <V extends VeleroObject<?, ?>> ReconcileResult<V> update(V changed) {
        return new ReconcileResult<>(Optional.of(changed), false, Optional.empty());
    }

    /** Delete the object. */
    public static <V extends VeleroObject<?, ?>> ReconcileResult<V> deleted() {
        return new ReconcileResult<>(Optional.empty(), true, Optional.empty());
    }

    /** Nothing to do now, reconcile again later. */
    public static <V extends VeleroObject<?, ?>> ReconcileResult<V> requeue(Duration delay) {
        return new ReconcileResult<>(Optional.empty(), false, Optional.of(delay));
    }

    /** The same, and reconcile again later. */
    public ReconcileResult<V> requeueAfter(Duration delay) {
        return new ReconcileResult<>(update, delete, Optional.of(delay));
    }
}
