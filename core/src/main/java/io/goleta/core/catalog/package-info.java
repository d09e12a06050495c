/** The backups in one object store. BackupLayout owns every key; metadata is written last and read first. */
@NullMarked
package io.goleta.core.catalog;

import org.jspecify.annotations.NullMarked;
