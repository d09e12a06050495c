/** {@code --wait}: follows a backup or restore until it is over. */
@NullMarked
package io.goleta.cli.follow;

import org.jspecify.annotations.NullMarked;
