/** {@code velero schedule}. */
@NullMarked
package io.goleta.cli.schedule;

import org.jspecify.annotations.NullMarked;
