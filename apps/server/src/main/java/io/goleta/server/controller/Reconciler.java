package io.goleta.server.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Brings one object a step nearer to what it asks for. Called for one object at a time by one thread, for different objects by
 * many. Must bear being called again after the process died at any moment. An exception means: try again later, with growing
 * pauses.
 */
@FunctionalInterface
public interface Reconciler<T extends HasMetadata> {

    /**
     * @param object fresh from the API server; changed at will
     * @param progress writes intermediate states of the object, for work that takes long
     */
    ReconcileResult<T> reconcile(T object, Progress<T> progress) throws InterruptedException;

    /** Writes an intermediate state of the object that is being reconciled. Never throws for a write that failed. */
    @FunctionalInterface
    interface Progress<T extends HasMetadata> {
        /** Writes what differs from the state written before. */
        void report(T changed);
    }
}
