/** Which of several replicas runs the control loops. */
@NullMarked
package io.goleta.server.leader;

import org.jspecify.annotations.NullMarked;
