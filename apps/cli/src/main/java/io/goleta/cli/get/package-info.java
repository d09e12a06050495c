/** {@code velero ... get}: lists as tables, JSON or YAML. */
@NullMarked
package io.goleta.cli.get;

import org.jspecify.annotations.NullMarked;
