/** {@code velero client config}, {@code completion} and {@code help}: about the command itself. */
@NullMarked
package io.goleta.cli.client;

import org.jspecify.annotations.NullMarked;
