/** The straight line of a backup: BackupRun. */
@NullMarked
package io.goleta.core.backup;

import org.jspecify.annotations.NullMarked;
