/** {@code velero backup-location create} and {@code set}. */
@NullMarked
package io.goleta.cli.location;

import org.jspecify.annotations.NullMarked;
