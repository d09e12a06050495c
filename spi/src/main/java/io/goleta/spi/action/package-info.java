/** Plugins that see every object on its way into a backup or back into a cluster. */
@NullMarked
package io.goleta.spi.action;

import org.jspecify.annotations.NullMarked;
