/** {@code velero plugin}: the plugins of the running server and their ConfigMaps. */
@NullMarked
package io.goleta.cli.plugin;

import org.jspecify.annotations.NullMarked;
