@NullMarked
package io.goleta.plugins.restic.run;

import org.jspecify.annotations.NullMarked;
