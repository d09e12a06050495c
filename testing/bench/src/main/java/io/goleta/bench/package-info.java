/** Measures whole operations against the least that anybody could need for them, in the same run. */
@NullMarked
package io.goleta.bench;

import org.jspecify.annotations.NullMarked;
