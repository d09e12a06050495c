/** Backs up pod volumes with restic: which volumes of a pod, and the data mover that runs the program. */
@NullMarked
package io.goleta.plugins.restic;

import org.jspecify.annotations.NullMarked;
