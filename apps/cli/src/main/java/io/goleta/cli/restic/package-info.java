/** {@code velero restic repo}: what the server is asked to do with a repository. */
@NullMarked
package io.goleta.cli.restic;

import org.jspecify.annotations.NullMarked;
