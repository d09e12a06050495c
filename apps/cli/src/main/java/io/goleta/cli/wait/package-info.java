/** {@code --wait}: submits a backup or restore and shows its progress until it has ended. */
@NullMarked
package io.goleta.cli.wait;

import org.jspecify.annotations.NullMarked;
