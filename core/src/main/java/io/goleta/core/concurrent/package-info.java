/** Virtual threads, so many at a time. */
@NullMarked
package io.goleta.core.concurrent;

import org.jspecify.annotations.NullMarked;
