/** {@code velero client config}, {@code completion}, {@code help} and {@code version}: about the command itself. */
@NullMarked
package io.goleta.cli.client;

import org.jspecify.annotations.NullMarked;
