/** Finds out which platform a cluster is, and what that means for an installation. */
@NullMarked
package io.goleta.core.platform;

import org.jspecify.annotations.NullMarked;
