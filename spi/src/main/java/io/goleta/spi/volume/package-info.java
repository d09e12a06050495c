/** Programs that move the files of a volume to and from an object store. */
@NullMarked
package io.goleta.spi.volume;

import org.jspecify.annotations.NullMarked;
