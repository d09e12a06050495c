package io.goleta.server.controller;

import io.goleta.core.api.VeleroObject;

/**
 * Brings one object a step nearer to what it asks for. Called for one object at a time by one thread, for different objects by
 * many. Must be idempotent: it may be called again after a crash at any point. An exception means: retry later, with
 * exponential backoff.
 */
@FunctionalInterface
public interface Reconciler<V extends VeleroObject<?, ?>> {

    /**
     * @param object fresh from the API server, without a problem; changed at will
     * @param progress writes intermediate states of the object, for work that takes long
     */
    ReconcileResult<V> reconcile(V object, Progress<V> progress) throws InterruptedException;

    /** Writes intermediate states of the object that is being reconciled. Only {@link #record} throws for a write that failed. */
    @FunctionalInterface
    interface Progress<V extends VeleroObject<?, ?>> {
        /** Writes what differs from the state written before. */
        void report(V changed);

        /**
         * The same, for a state that must be known before the work goes on.
         *
         * @throws io.goleta.spi.error.GoletaException when it was not written
         */
        default void record(V changed) {
            report(changed);
        }
    }
}
