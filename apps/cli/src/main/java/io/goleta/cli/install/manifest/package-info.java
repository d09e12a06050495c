/** What {@code velero install} puts into a cluster, as a pure function of an {@code Installation}. */
@NullMarked
package io.goleta.cli.install.manifest;

import org.jspecify.annotations.NullMarked;
