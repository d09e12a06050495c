/** Selects the volumes of pods that restic backs up. */
@NullMarked
package io.goleta.plugins.restic;

import org.jspecify.annotations.NullMarked;
