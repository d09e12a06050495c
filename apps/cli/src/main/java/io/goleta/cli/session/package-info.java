/** The environment of every command: terminal, global flags, connection to the cluster, and Velero's objects in it. */
@NullMarked
package io.goleta.cli.session;

import org.jspecify.annotations.NullMarked;
