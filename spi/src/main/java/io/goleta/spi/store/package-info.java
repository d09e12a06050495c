/** Where backups and restic repositories are kept. */
@NullMarked
package io.goleta.spi.store;

import org.jspecify.annotations.NullMarked;
