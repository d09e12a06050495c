/** The straight line of a restore: RestoreRun. */
@NullMarked
package io.goleta.core.restore;

import org.jspecify.annotations.NullMarked;
