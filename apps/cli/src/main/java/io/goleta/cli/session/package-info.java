/** What every command has at hand: the terminal, the global flags, the cluster and Velero's objects in it. */
@NullMarked
package io.goleta.cli.session;

import org.jspecify.annotations.NullMarked;
