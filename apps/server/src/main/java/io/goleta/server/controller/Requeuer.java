package io.goleta.server.controller;

import io.goleta.core.api.VeleroKind;

/** Has objects reconciled for a reason that lies outside of them. */
@FunctionalInterface
public interface Requeuer {
    /** Reconciles an object soon; does nothing when no controller runs that watches its kind. */
    void enqueue(VeleroKind<?> kind, String name);
}
