/** {@code velero install} and {@code velero uninstall}: flags, checks, and the changes to the cluster. */
@NullMarked
package io.goleta.cli.install;

import org.jspecify.annotations.NullMarked;
