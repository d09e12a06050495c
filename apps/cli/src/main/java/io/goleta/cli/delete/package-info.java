/** {@code velero ... delete}: asks first. */
@NullMarked
package io.goleta.cli.delete;

import org.jspecify.annotations.NullMarked;
