/** From a BackupStorageLocation to its object store and catalog. */
@NullMarked
package io.goleta.server.location;

import org.jspecify.annotations.NullMarked;
