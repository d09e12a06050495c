/** {@code velero ... describe}: everything about one object, for people, in Velero's layout. */
@NullMarked
package io.goleta.cli.describe;

import org.jspecify.annotations.NullMarked;
