/** {@code describe}: one object in full, in Velero's layout. Each resource adds its own describer. */
@NullMarked
package io.goleta.cli.describe;

import org.jspecify.annotations.NullMarked;
