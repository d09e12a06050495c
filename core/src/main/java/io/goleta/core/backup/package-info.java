/** How a backup is made, beginning with {@link io.goleta.core.backup.BackupRun}, which shows the whole. */
@NullMarked
package io.goleta.core.backup;

import org.jspecify.annotations.NullMarked;
