/** Files of backups and restores for those who asked for them with a DownloadRequest. */
@NullMarked
package io.goleta.server.download;

import org.jspecify.annotations.NullMarked;
