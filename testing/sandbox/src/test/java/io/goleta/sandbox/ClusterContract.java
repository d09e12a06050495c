package io.goleta.sandbox;

import io.goleta.sandbox.contract.ControllersSubject;

/** {@link ApiServerContract} for an API server with a controller manager beside it. */
public abstract class ClusterContract extends ApiServerContract implements ControllersSubject {}
