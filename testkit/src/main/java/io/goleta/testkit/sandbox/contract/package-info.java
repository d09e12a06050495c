/**
 * The behaviour of a Kubernetes API server as tests, by subject. {@link io.goleta.testkit.sandbox.ApiServerContract} collects them.
 */
@NullMarked
package io.goleta.testkit.sandbox.contract;

import org.jspecify.annotations.NullMarked;
