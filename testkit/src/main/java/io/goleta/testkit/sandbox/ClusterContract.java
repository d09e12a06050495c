package io.goleta.testkit.sandbox;

import io.goleta.testkit.sandbox.contract.ControllersSubject;

/** {@link ApiServerContract} for an API server with a controller manager beside it. */
public abstract class ClusterContract extends ApiServerContract implements ControllersSubject {}
