/** {@code velero ... create}: from flags to objects of Velero's API, checked before anything is sent. */
@NullMarked
package io.goleta.cli.create;

import org.jspecify.annotations.NullMarked;
