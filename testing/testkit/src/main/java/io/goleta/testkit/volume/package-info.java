/** What every data mover has to do. */
@NullMarked
package io.goleta.testkit.volume;

import org.jspecify.annotations.NullMarked;
