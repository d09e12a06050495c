/** The control loops' reconcilers: one per kind, each a state machine over one object. */
@NullMarked
package io.goleta.server.control;

import org.jspecify.annotations.NullMarked;
