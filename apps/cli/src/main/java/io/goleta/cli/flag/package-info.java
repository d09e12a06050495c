/** Flags that several commands share, and their parsing and validation. */
@NullMarked
package io.goleta.cli.flag;

import org.jspecify.annotations.NullMarked;
