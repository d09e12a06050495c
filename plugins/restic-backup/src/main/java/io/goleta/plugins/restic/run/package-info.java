/** The data mover: runs restic, one process for each operation, on a repository behind the REST server of this plugin. */
@NullMarked
package io.goleta.plugins.restic.run;

import org.jspecify.annotations.NullMarked;
