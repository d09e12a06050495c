/** {@code velero backup-location} and {@code velero snapshot-location}. */
@NullMarked
package io.goleta.cli.location;

import org.jspecify.annotations.NullMarked;
