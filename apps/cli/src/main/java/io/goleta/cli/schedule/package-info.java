/** {@code velero schedule}: get, describe and delete. */
@NullMarked
package io.goleta.cli.schedule;

import org.jspecify.annotations.NullMarked;
