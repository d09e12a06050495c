/** {@code velero restore}: create, get, describe, logs and delete. */
@NullMarked
package io.goleta.cli.restore;

import org.jspecify.annotations.NullMarked;
