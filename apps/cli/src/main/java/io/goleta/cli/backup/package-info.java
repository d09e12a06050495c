/** {@code velero backup}: create, get, describe, download, logs and delete. */
@NullMarked
package io.goleta.cli.backup;

import org.jspecify.annotations.NullMarked;
