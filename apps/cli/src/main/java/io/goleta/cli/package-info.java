/** The {@code velero} command: reads its arguments, talks to the API server, prints. */
@NullMarked
package io.goleta.cli;

import org.jspecify.annotations.NullMarked;
