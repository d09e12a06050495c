package io.goleta.server.controller;

import io.goleta.core.api.VeleroKind;
import io.goleta.core.api.VeleroObject;

/**
 * What a controller is made from.
 *
 * @param name see {@link ControllerNames}
 * @param workers how many objects to reconcile at once
 */
public record ControllerSpec<V extends VeleroObject<?, ?>>(
        String name, VeleroKind<V> kind, Reconciler<V> reconciler, int workers) {}
