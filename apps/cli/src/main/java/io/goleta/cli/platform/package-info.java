/** {@code velero platform}, and how {@code velero install} detects the cluster's platform. */
@NullMarked
package io.goleta.cli.platform;

import org.jspecify.annotations.NullMarked;
