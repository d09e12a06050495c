/**
 * The behaviour of a Kubernetes API server as tests, by subject. {@link io.goleta.sandbox.ApiServerContract} collects them.
 */
@NullMarked
package io.goleta.sandbox.contract;

import org.jspecify.annotations.NullMarked;
