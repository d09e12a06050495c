/** Files of backups and restores, fetched from the address that the server gives out. */
@NullMarked
package io.goleta.cli.download;

import org.jspecify.annotations.NullMarked;
