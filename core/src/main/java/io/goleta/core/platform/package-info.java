/** Detects the platform of a cluster and its requirements for an installation. */
@NullMarked
package io.goleta.core.platform;

import org.jspecify.annotations.NullMarked;
