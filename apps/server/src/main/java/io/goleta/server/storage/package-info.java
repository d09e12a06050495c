/** From a BackupStorageLocation to its object store and catalog. */
@NullMarked
package io.goleta.server.storage;

import org.jspecify.annotations.NullMarked;
