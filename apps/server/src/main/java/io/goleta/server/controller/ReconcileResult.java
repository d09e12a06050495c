package io.goleta.server.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Optional;

/**
 * What a reconcile wants: the loop, and nobody else, carries it out.
 *
 * @param update the object as it should be; only what differs from what was reconciled is written, as a merge patch
 * @param delete whether the object is deleted
 * @param again when to reconcile next even if nothing changes
 */
public record ReconcileResult<T extends HasMetadata>(Optional<T> update, boolean delete, Optional<Duration> again) {

    /** Nothing to do until the object changes. */
    public static <T extends HasMetadata> ReconcileResult<T> done() {
        return new ReconcileResult<>(Optional.empty(), false, Optional.empty());
    }

    /** Write what differs. */
    public static <T extends HasMetadata> ReconcileResult<T> update(T changed) {
        return new ReconcileResult<>(Optional.of(changed), false, Optional.empty());
    }

    /** Delete the object. */
    public static <T extends HasMetadata> ReconcileResult<T> deleted() {
        return new ReconcileResult<>(Optional.empty(), true, Optional.empty());
    }

    /** Nothing to do now, look again later. */
    public static <T extends HasMetadata> ReconcileResult<T> after(Duration delay) {
        return new ReconcileResult<>(Optional.empty(), false, Optional.of(delay));
    }

    /** The same, and look again later. */
    public ReconcileResult<T> again(Duration delay) {
        return new ReconcileResult<>(update, delete, Optional.of(delay));
    }
}
