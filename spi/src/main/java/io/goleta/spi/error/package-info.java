/** How failures are reported. */
@NullMarked
package io.goleta.spi.error;

import org.jspecify.annotations.NullMarked;
