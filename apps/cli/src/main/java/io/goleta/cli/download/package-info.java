/** Fetches files of backups and restores, through the API server or from the object store. */
@NullMarked
package io.goleta.cli.download;

import org.jspecify.annotations.NullMarked;
