/** The {@code velero} command: its root, and every command under its resource and under its verb. */
@NullMarked
package io.goleta.cli;

import org.jspecify.annotations.NullMarked;
