/** Which volumes of a cluster backups protect, and why the others are not protected. */
@NullMarked
package io.goleta.core.coverage;

import org.jspecify.annotations.NullMarked;
