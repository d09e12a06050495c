/** Which volumes of a cluster are protected by backups, and why the others are not. */
@NullMarked
package io.goleta.core.coverage;

import org.jspecify.annotations.NullMarked;
