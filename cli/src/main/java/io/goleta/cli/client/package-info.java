/** {@code velero client config} and {@code velero completion}: about the command itself. */
@NullMarked
package io.goleta.cli.client;

import org.jspecify.annotations.NullMarked;
