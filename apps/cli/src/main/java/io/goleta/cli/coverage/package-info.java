/** {@code velero coverage}: which volumes are protected. */
@NullMarked
package io.goleta.cli.coverage;

import org.jspecify.annotations.NullMarked;
