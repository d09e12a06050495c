/** Where backups and the repositories of volume data are kept. */
@NullMarked
package io.goleta.spi.store;

import org.jspecify.annotations.NullMarked;
