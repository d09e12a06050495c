@NullMarked
package io.goleta.plugins.restic.door;

import org.jspecify.annotations.NullMarked;
