/**
 * A pretend node: real volume folders and real local processes for pods of any API server, laid out as a kubelet does.
 * {@link io.goleta.sandbox.node.FakeKubelet} is the door.
 */
@NullMarked
package io.goleta.sandbox.node;

import org.jspecify.annotations.NullMarked;
