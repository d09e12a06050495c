/** {@code velero platform}, and what {@code velero install} learns about the cluster's platform. */
@NullMarked
package io.goleta.cli.platform;

import org.jspecify.annotations.NullMarked;
