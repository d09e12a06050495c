/**
 * An in-memory Kubernetes API server for tests, demonstrations and plugin authors.
 *
 * <p>{@link io.goleta.sandbox.Sandbox} starts one; {@link io.goleta.sandbox.ApiServerContract} is the battery that
 * it and a real kube-apiserver both pass. What it does not do: authentication, authorization, admission webhooks, ownership of
 * fields in server-side apply (the last applier wins), quota, WebSockets (clients watch over plain HTTP; no exec), and the
 * controllers of workloads.
 */
@NullMarked
package io.goleta.sandbox;

import org.jspecify.annotations.NullMarked;
