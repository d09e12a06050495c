/** Tests of the assembled distribution: real jars, real processes, a real API server where there is one. */
@NullMarked
package io.goleta.dist;

import org.jspecify.annotations.NullMarked;
