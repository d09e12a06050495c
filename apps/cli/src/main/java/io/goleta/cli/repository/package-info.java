/** {@code velero restic repo}: get, check, prune, rotate-key and unlock. */
@NullMarked
package io.goleta.cli.repository;

import org.jspecify.annotations.NullMarked;
