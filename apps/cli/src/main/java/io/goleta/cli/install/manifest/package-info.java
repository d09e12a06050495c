/** The objects that {@code velero install} creates, as a pure function of an {@code Installation}. */
@NullMarked
package io.goleta.cli.install.manifest;

import org.jspecify.annotations.NullMarked;
